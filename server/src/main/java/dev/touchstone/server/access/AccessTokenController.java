package dev.touchstone.server.access;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Makes, lists and revokes access tokens. A token's text is in the answer that makes it and nowhere else. */
@RestController
@RequestMapping("/api/v1/access-tokens")
class AccessTokenController {

    /**
     * Asks for a token.
     *
     * @param name what it is for; the actor in the audit log
     * @param scopes what it may do
     * @param expiresAt when it ends; never, if absent
     */
    record NewToken(
            @Pattern(regexp = "[A-Za-z0-9]([A-Za-z0-9 ._@-]{0,126}[A-Za-z0-9])?")
            String name,

            @NotEmpty Set<Scope> scopes,
            @Nullable Instant expiresAt) {}

    private final TokenAdministration tokens;

    AccessTokenController(TokenAdministration tokens) {
        this.tokens = tokens;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    public TokenAdministration.CreatedToken create(
            @Valid @RequestBody NewToken wanted, @AuthenticationPrincipal Caller caller) {
        return tokens.create(wanted.name(), wanted.scopes(), wanted.expiresAt(), caller);
    }

    @GetMapping
    public List<AccessToken> list() {
        return tokens.list();
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void revoke(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
        tokens.revoke(id, caller);
    }
}
