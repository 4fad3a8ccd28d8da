package dev.touchstone.server.json;

import java.time.Instant;
import java.util.regex.Pattern;

/** Times as RFC 3339 §5.6 writes them, in UTC only: {@code 2026-11-24T08:00:00Z}. */
final class Rfc3339 {

    private static final Pattern UTC =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|\\+00:00)");

    private Rfc3339() {}

    static Instant parse(String text) {
        if (!UTC.matcher(text).matches()) {
            throw new IllegalArgumentException("not RFC 3339 in UTC");
        }
        return Instant.parse(text);
    }
}
