package dev.touchstone.server.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Puts what people type into addresses, where it can change nothing but its own place. */
public final class Paths {

    private Paths() {}

    /** {@code pattern} with each {@code {}} replaced by a value, encoded. */
    public static String of(String pattern, Object... values) {
        String path = pattern;
        for (Object value : values) {
            String encoded =
                    URLEncoder.encode(value.toString(), StandardCharsets.UTF_8).replace("+", "%20");
            // Dots alone would climb.
            path = path.replaceFirst("\\{}", encoded.matches("\\.+") ? encoded.replace(".", "%2E") : encoded);
        }
        return path;
    }
}
