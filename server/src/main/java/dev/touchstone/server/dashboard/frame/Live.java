package dev.touchstone.server.dashboard.frame;

import dev.touchstone.server.problem.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/**
 * How a page asks for a part of itself anew: by its own address, so that a sign-in in between leads back to the page
 * and not to a piece of it, and with what it shows in headers, so that nothing moves while nothing changed.
 */
public final class Live {

    /** What htmx sends. */
    public static final String ASKED = "HX-Request";

    /** When the page was made. */
    public static final String SEEN = "Touchstone-Seen";

    /** What the part shows. */
    public static final String SHOWN = "Touchstone-Shown";

    private Live() {}

    /**
     * What to ask with, as htmx wants it.
     *
     * @param shown what the part shows, in letters, digits and hyphens
     * @param seen when the page was made, if that matters
     */
    public static String headers(String shown, Optional<Instant> seen) {
        String since = seen.map(at -> ", \"" + SEEN + "\": \"" + at + "\"").orElse("");
        return "{\"" + SHOWN + "\": \"" + shown + "\"" + since + "}";
    }

    /** A page and a part of it have one address: caches must tell them apart. */
    public static void vary(HttpServletResponse response) {
        response.setHeader(HttpHeaders.VARY, ASKED);
    }

    /** The moment that a page says it was made at. */
    public static Instant instant(String seen) {
        try {
            return Instant.parse(seen);
        } catch (DateTimeParseException e) {
            throw new Refusal(400, "seen-invalid", SEEN + " is a time as RFC 3339 writes it.");
        }
    }
}
