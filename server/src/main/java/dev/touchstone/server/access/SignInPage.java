package dev.touchstone.server.access;

import dev.touchstone.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page that asks who is there: a name and password, or an access token. */
@Controller
class SignInPage {

    private final SignIns signIns;
    private final FirstAsked firstAsked;
    private final CsrfTokenRepository csrf;
    private final OidcSignIn oidc;

    SignInPage(SignIns signIns, FirstAsked firstAsked, CsrfTokenRepository csrf, OidcSignIn oidc) {
        this.signIns = signIns;
        this.firstAsked = firstAsked;
        this.csrf = csrf;
        this.oidc = oidc;
    }

    @GetMapping(DashboardSecurity.SIGN_IN)
    String signIn(Model model) {
        model.addAttribute("oidc", oidc.isOffered());
        return "sign-in";
    }

    /** Where the OpenID provider's answer leads. */
    @GetMapping(DashboardSecurity.SIGN_IN + "/done")
    String done(HttpServletRequest request, HttpServletResponse response) {
        return "redirect:" + firstAsked.take(request, response);
    }

    /** A page whose session ended while it refreshed a part of itself is loaded anew; this page is no part of it. */
    @GetMapping(path = DashboardSecurity.SIGN_IN, headers = "HX-Request")
    ResponseEntity<Void> insteadOfPart() {
        return ResponseEntity.noContent().header("HX-Refresh", "true").build();
    }

    /** Whatever is wrong, the answer is the same. */
    @PostMapping(DashboardSecurity.SIGN_IN)
    String enter(
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String token,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            boolean in = token.isBlank()
                    ? signIns.withPassword(username.strip().toLowerCase(Locale.ROOT), password, request, response)
                    : signIns.withToken(token.strip(), request, response);
            if (!in) {
                return "redirect:" + DashboardSecurity.SIGN_IN + "?refused";
            }
        } catch (Refusal _) {
            return "redirect:" + DashboardSecurity.SIGN_IN + "?busy";
        }
        csrf.saveToken(null, request, response);
        return "redirect:" + firstAsked.take(request, response);
    }

    @PostMapping("/sign-out")
    String leave(HttpServletRequest request, HttpServletResponse response) {
        signIns.end(request, response);
        csrf.saveToken(null, request, response);
        return "redirect:" + DashboardSecurity.SIGN_IN;
    }
}
