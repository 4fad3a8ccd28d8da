package dev.touchstone.server.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for; what is null does not narrow them down.
 *
 * @param actor by whom
 * @param action what, or what begins so where it ends in {@code *}: {@code access-token.*}
 * @param object on what, or what begins so where it ends in {@code *}
 * @param from made then or later
 * @param to made earlier
 */
public record AuditQuery(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String object,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** All there are. */
    public static final AuditQuery ALL = new AuditQuery(null, null, null, null, null);

    /** Whether entries in between may be left out, so that the chain cannot be followed. */
    public boolean narrows() {
        return !equals(ALL);
    }
}
