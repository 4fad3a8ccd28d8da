package dev.touchstone.server.dashboard.access;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.access.Confirmation;
import dev.touchstone.server.access.Scope;
import dev.touchstone.server.access.ShownOnce;
import dev.touchstone.server.access.TokenAdministration;
import dev.touchstone.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The forms about access tokens. */
@Controller
class TokenForms {

    private static final String PAGE = "redirect:/access";
    private static final int MAX_DAYS = 3650;

    private final TokenAdministration tokens;
    private final Confirmation confirmation;
    private final ShownOnce shownOnce;
    private final Clock clock;

    TokenForms(TokenAdministration tokens, Confirmation confirmation, ShownOnce shownOnce, Clock clock) {
        this.tokens = tokens;
        this.confirmation = confirmation;
        this.shownOnce = shownOnce;
        this.clock = clock;
    }

    /** Makes a token that ends after so many days; empty for never. */
    @PostMapping("/access/tokens")
    String create(
            @RequestParam String name,
            @RequestParam(defaultValue = "") List<String> scopes,
            @RequestParam(required = false) @Nullable Integer days,
            @RequestParam(defaultValue = "") String confirm,
            HttpServletRequest request) {
        Caller caller = confirmation.require(request, confirm);
        var created = tokens.create(name.strip(), scopes(scopes), end(days), caller);
        shownOnce.keep(request, new NewSecret("token", name.strip(), created.token()).text());
        return PAGE;
    }

    @PostMapping("/access/tokens/{id}/revocation")
    String revoke(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
        tokens.revoke(id, caller);
        return PAGE;
    }

    private @Nullable Instant end(@Nullable Integer days) {
        if (days == null) {
            return null;
        }
        if (days < 1 || days > MAX_DAYS) {
            throw new Refusal(422, "expiry-invalid", "A token lasts 1 to " + MAX_DAYS + " days, or for ever.");
        }
        return clock.instant().plus(Duration.ofDays(days));
    }

    private static Set<Scope> scopes(List<String> words) {
        try {
            return words.stream().map(Scope::ofWord).collect(Collectors.toSet());
        } catch (IllegalArgumentException _) {
            throw new Refusal(400, "scope-unknown", "There is no such scope.");
        }
    }
}
