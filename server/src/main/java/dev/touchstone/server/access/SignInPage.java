package dev.touchstone.server.access;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page that asks for an access token. */
@Controller
class SignInPage {

    @GetMapping(DashboardSecurity.SIGN_IN)
    String signIn() {
        return "sign-in";
    }

    /** A page whose session ended while it refreshed a part of itself is loaded anew; this page is no part of it. */
    @GetMapping(path = DashboardSecurity.SIGN_IN, headers = "HX-Request")
    ResponseEntity<Void> insteadOfPart() {
        return ResponseEntity.noContent().header("HX-Refresh", "true").build();
    }
}
