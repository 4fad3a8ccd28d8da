package dev.touchstone.server.dashboard.audit;

import dev.touchstone.server.dashboard.access.Stamp;
import dev.touchstone.server.drift.Waiver;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A waiver in a list.
 *
 * @param state whether it is in force, and how it ended
 */
record WaiverRow(
        long cluster,
        String reason,
        String by,
        long hosts,
        String state,
        @Nullable Stamp granted,
        @Nullable Stamp expires) {

    static WaiverRow of(Waiver waiver, Instant now) {
        String over = waiver.revokedAt().isPresent() ? "revoked" : "ended";
        return new WaiverRow(
                waiver.cluster(),
                waiver.reason(),
                waiver.grantedBy(),
                waiver.hosts(),
                waiver.isInForce(now) ? "in force" : over,
                Stamp.of(waiver.grantedAt()),
                Stamp.of(waiver.expiresAt()));
    }
}
