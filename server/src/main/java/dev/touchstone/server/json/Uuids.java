package dev.touchstone.server.json;

import java.util.UUID;
import java.util.regex.Pattern;

/** UUIDs in the one form of RFC 9562 §4: 36 characters. The JDK also takes {@code 1-1-1-1-1}, Jackson also base64. */
final class Uuids {

    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Uuids() {}

    static UUID parse(String text) {
        if (!CANONICAL.matcher(text).matches()) {
            throw new IllegalArgumentException("not a UUID");
        }
        return UUID.fromString(text);
    }
}
