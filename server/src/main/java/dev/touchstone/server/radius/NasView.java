package dev.touchstone.server.radius;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A NAS on the wire; its secret is told nobody.
 *
 * @param quarantineVlan where sessions are moved to (CoA); absent where they are ended (Disconnect)
 */
record NasView(
        String name, String address, int port, @Nullable String quarantineVlan, Instant updatedAt, String updatedBy) {

    static NasView of(Nas nas) {
        return new NasView(
                nas.name(),
                nas.address().getHostAddress(),
                nas.port(),
                nas.quarantineVlan().orElse(null),
                nas.updatedAt(),
                nas.updatedBy());
    }
}
