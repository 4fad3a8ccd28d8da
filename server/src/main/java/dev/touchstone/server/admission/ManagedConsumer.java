package dev.touchstone.server.admission;

import java.time.Instant;
import java.util.UUID;

/**
 * A consumer as stored.
 *
 * @param revision another with each change
 */
record ManagedConsumer(Consumer consumer, UUID revision, Instant createdAt, String createdBy) {

    /** For {@code ETag} and {@code If-Match}. */
    String entityTag() {
        return '"' + revision.toString() + '"';
    }
}
