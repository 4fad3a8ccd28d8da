package dev.touchstone.server.access;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page that asks for an access token. */
@Controller
class SignInPage {

    @GetMapping(DashboardSecurity.SIGN_IN)
    String signIn() {
        return "sign-in";
    }
}
