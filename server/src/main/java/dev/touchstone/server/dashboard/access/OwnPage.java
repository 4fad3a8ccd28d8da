package dev.touchstone.server.dashboard.access;

import dev.touchstone.server.access.OwnAccess;
import dev.touchstone.server.dashboard.access.AccessRows.SessionRow;
import dev.touchstone.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /access/me}: one's own password and sessions; all there is for whoever must choose a password first. */
@Controller
class OwnPage {

    private static final String PAGE = "redirect:/access/me";

    private final OwnAccess own;

    OwnPage(OwnAccess own) {
        this.own = own;
    }

    @GetMapping("/access/me")
    String me(Model model) {
        OwnAccess.Own mine = own.own();
        model.addAttribute("first", mine.person().mustChangePassword());
        model.addAttribute("name", mine.person().name());
        model.addAttribute(
                "sessions",
                mine.sessions().stream()
                        .map(session -> SessionRow.of(session, mine.current()))
                        .toList());
        return "access/me";
    }

    @PostMapping("/access/me/password")
    String changePassword(
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String again,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            if (!password.equals(again)) {
                throw new Refusal(422, "passwords-differ", "The new password was not the same both times.");
            }
            own.changePassword(current, password, request, response);
            return PAGE + "?changed";
        } catch (Refusal refusal) {
            response.setStatus(refusal.status());
            model.addAttribute("refused", refusal.detail());
            return me(model);
        }
    }

    @PostMapping("/access/me/sessions/{id}/end")
    String end(@PathVariable UUID id) {
        own.end(id);
        return PAGE;
    }
}
