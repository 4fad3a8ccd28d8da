package dev.touchstone.server.fleet;

import dev.touchstone.server.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/**
 * A place in an order: after the host with this key and id, whether or not it is still there.
 *
 * @param key what the order goes by
 */
record HostCursor(String key, UUID id) {

    private static final int ID = 36;

    /** As text for an address, of use to the same query only. */
    String text(String query) {
        String content = id + check(query) + key;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content.getBytes(StandardCharsets.UTF_8));
    }

    static HostCursor parse(String text, String query) {
        try {
            String content = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            if (content.startsWith(check(query), ID)) {
                UUID id = UUID.fromString(content.substring(0, ID));
                return new HostCursor(content.substring(ID + check(query).length()), id);
            }
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException _) {
            // Refused below, like the cursor of another query.
        }
        throw new Refusal(400, "cursor-invalid", "after is no cursor of this query.");
    }

    private static String check(String query) {
        return String.format("%08x", query.hashCode());
    }
}
