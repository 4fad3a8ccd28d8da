package dev.touchstone.server.dashboard.access;

import dev.touchstone.server.access.Confirmation;
import dev.touchstone.server.access.PeopleAdministration;
import dev.touchstone.server.access.Role;
import dev.touchstone.server.access.Scope;
import dev.touchstone.server.access.ShownOnce;
import dev.touchstone.server.access.TokenAdministration;
import dev.touchstone.server.dashboard.access.AccessRows.PersonRow;
import dev.touchstone.server.dashboard.access.AccessRows.TokenRow;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /access}: who may do what, people and tokens. */
@Controller
class AccessPage {

    private final PeopleAdministration people;
    private final TokenAdministration tokens;
    private final Confirmation confirmation;
    private final ShownOnce shownOnce;
    private final Clock clock;

    AccessPage(
            PeopleAdministration people,
            TokenAdministration tokens,
            Confirmation confirmation,
            ShownOnce shownOnce,
            Clock clock) {
        this.people = people;
        this.tokens = tokens;
        this.confirmation = confirmation;
        this.shownOnce = shownOnce;
        this.clock = clock;
    }

    @GetMapping("/access")
    String access(HttpServletRequest request, Model model) {
        shownOnce.take(request).map(NewSecret::read).ifPresent(secret -> model.addAttribute("secret", secret));
        fill(request, model);
        return "access/access";
    }

    private void fill(HttpServletRequest request, Model model) {
        Instant now = clock.instant();
        model.addAttribute(
                "people",
                people.list().stream().map(person -> PersonRow.of(person, now)).toList());
        model.addAttribute(
                "tokens",
                tokens.list().stream().map(token -> TokenRow.of(token, now)).toList());
        model.addAttribute("confirmed", confirmation.isRecent(request));
        model.addAttribute("roles", Arrays.stream(Role.values()).map(Role::word).toList());
        model.addAttribute(
                "scopes", Arrays.stream(Scope.values()).map(Scope::word).toList());
    }
}
