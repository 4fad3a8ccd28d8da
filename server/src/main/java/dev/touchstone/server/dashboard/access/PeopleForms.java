package dev.touchstone.server.dashboard.access;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.access.Confirmation;
import dev.touchstone.server.access.PeopleAdministration;
import dev.touchstone.server.access.Role;
import dev.touchstone.server.access.ShownOnce;
import dev.touchstone.server.change.Changes;
import dev.touchstone.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The forms about people. What gives somebody rights asks for the administrator's password; what takes them does not.
 */
@Controller
class PeopleForms {

    private static final String PAGE = "redirect:/access";

    private final PeopleAdministration people;
    private final Changes changes;
    private final Confirmation confirmation;
    private final ShownOnce shownOnce;

    PeopleForms(PeopleAdministration people, Changes changes, Confirmation confirmation, ShownOnce shownOnce) {
        this.people = people;
        this.changes = changes;
        this.confirmation = confirmation;
        this.shownOnce = shownOnce;
    }

    @PostMapping("/access/people")
    String create(
            @RequestParam String name,
            @RequestParam(defaultValue = "") List<String> roles,
            @RequestParam(defaultValue = "") String confirm,
            HttpServletRequest request) {
        Caller caller = confirmation.require(request, confirm);
        var created = people.create(name.strip().toLowerCase(Locale.ROOT), roles(roles), caller);
        shownOnce.keep(request, new NewSecret("person", created.name(), created.password()).text());
        return PAGE;
    }

    /** Whether to be an approver is proposed; the rest is done. */
    @PostMapping("/access/people/{name}/roles")
    String setRoles(
            @PathVariable String name,
            @RequestParam(defaultValue = "") List<String> roles,
            @RequestParam(defaultValue = "") String confirm,
            HttpServletRequest request) {
        Caller caller = confirmation.require(request, confirm);
        Set<Role> wanted = roles(roles);
        boolean approver = wanted.contains(Role.APPROVER);
        boolean was = people.list().stream()
                .anyMatch(p -> p.name().equals(name) && p.roles().contains(Role.APPROVER));
        if (wanted.size() > (approver ? 1 : 0)) {
            people.setRoles(name, wanted, caller);
        }
        if (approver != was) {
            String title = name + (approver ? " becomes an approver" : " is no longer an approver");
            changes.proposeNew(
                    new Changes.Wanted("approver", title, Map.of("person", name, "approver", approver)), caller);
            return PAGE + "?proposed";
        }
        return PAGE;
    }

    @PostMapping("/access/people/{name}/disabling")
    String disable(@PathVariable String name, @AuthenticationPrincipal Caller caller) {
        people.disable(name, caller);
        return PAGE;
    }

    private static Set<Role> roles(List<String> words) {
        try {
            return words.stream().map(Role::ofWord).collect(Collectors.toSet());
        } catch (IllegalArgumentException _) {
            throw new Refusal(400, "role-unknown", "There is no such role.");
        }
    }
}
