package dev.touchstone.server.dashboard.frame;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How the pages look in this browser, and whether keys do anything. */
@Controller
class DisplayPage {

    private static final Duration KEPT = Duration.ofDays(400);

    @GetMapping("/display")
    String show(Model model) {
        model.addAttribute("themes", Display.THEMES);
        model.addAttribute("densities", Display.DENSITIES);
        model.addAttribute("keys", Display.KEYS);
        return "display";
    }

    @PostMapping("/display")
    String set(
            @RequestParam(defaultValue = "") String theme,
            @RequestParam(defaultValue = "") String density,
            @RequestParam(defaultValue = "") String keys,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes next) {
        ResponseCookie cookie = ResponseCookie.from(
                        Display.COOKIE, Display.of(theme, density, keys).cookie())
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .maxAge(KEPT)
                .build();
        return Told.on(
                "/display",
                next,
                "Kept in this browser.",
                () -> response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString()));
    }
}
