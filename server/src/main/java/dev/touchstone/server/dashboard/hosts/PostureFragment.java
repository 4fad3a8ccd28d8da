package dev.touchstone.server.dashboard.hosts;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/**
 * The counts of a page, asked for again by the page itself. They have the page's own address, so that a sign-in in
 * between leads back to the page and not to a piece of it.
 */
public final class PostureFragment {

    /** What htmx sends. */
    public static final String ASKED = "HX-Request";

    private PostureFragment() {}

    /** The counts, or 204 where the page shows them already: then nothing moves and nothing is announced. */
    public static @Nullable ModelAndView unless(String shown, Posture posture, HttpServletResponse response) {
        response.setHeader(HttpHeaders.VARY, ASKED);
        if (shown.equals(posture.shown())) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
            return null;
        }
        return new ModelAndView("posture :: counts", "posture", posture);
    }
}
