package dev.touchstone.server.binding;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * An address registered for a host.
 *
 * @param mac six bytes in lower-case hex, with colons
 */
record HostAddress(String mac, UUID hostId, Instant registeredAt, String registeredBy) {

    /** Times as the database keeps them. */
    HostAddress {
        registeredAt = registeredAt.truncatedTo(ChronoUnit.MICROS);
    }
}
