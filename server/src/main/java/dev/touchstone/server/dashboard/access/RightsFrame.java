package dev.touchstone.server.dashboard.access;

import dev.touchstone.server.access.Rights;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells every page what it may offer, in {@code rights}. */
@ControllerAdvice("dev.touchstone.server.dashboard")
class RightsFrame {

    @ModelAttribute("rights")
    Rights rights(Authentication caller) {
        return Rights.of(caller);
    }
}
