package dev.touchstone.server.access;

import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.annotation.Transactional;
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

    /**
     * A token, shown once.
     *
     * @param id names it in the list and to revoke it
     * @param token the secret
     */
    record CreatedToken(UUID id, String token) {

        /** Never the secret. */
        @Override
        public String toString() {
            return id.toString();
        }
    }

    private final AccessTokens tokens;
    private final AuditLog audit;
    private final Clock clock;

    AccessTokenController(AccessTokens tokens, AuditLog audit, Clock clock) {
        this.tokens = tokens;
        this.audit = audit;
        this.clock = clock;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    public CreatedToken create(@Valid @RequestBody NewToken wanted, @AuthenticationPrincipal Caller caller) {
        Instant expiresAt = wanted.expiresAt();
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            throw new Refusal(422, "expiry-in-the-past", "A token must expire in the future, or never.");
        }
        if (tokens.isPersons(wanted.name())) {
            throw new Refusal(409, "token-name-taken", "A person has this name.");
        }
        String token = TokenText.random();
        var maker = new AccessTokens.Maker(caller.name(), caller.responsible());
        AccessToken created = tokens.insert(token, wanted.name(), wanted.scopes(), false, maker, expiresAt);
        audit.record(caller.name(), "access-token.create", "access-token/" + created.id(), null, created);
        return new CreatedToken(created.id(), token);
    }

    @GetMapping
    public List<AccessToken> list() {
        return tokens.list();
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void revoke(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
        AccessToken before = tokens.find(id).orElseThrow(() -> Refusal.notFound("There is no such access token."));
        if (tokens.revoke(id)) {
            audit.record(caller.name(), "access-token.revoke", "access-token/" + id, before, null);
        }
    }
}
