package dev.touchstone.server.drift;

import dev.touchstone.bytes.Bytes;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A bounded, expiring exception for admission. It never changes a verdict.
 *
 * @param cluster where it was granted
 * @param fingerprint of the drift it is for
 * @param hosts how many hosts it is for; none joins later
 */
public record Waiver(
        UUID id,
        long cluster,
        Bytes fingerprint,
        String reason,
        Instant grantedAt,
        String grantedBy,
        Instant expiresAt,
        Optional<Instant> revokedAt,
        long hosts) {

    /** Whether it lets anyone in at {@code now}. */
    public boolean isInForce(Instant now) {
        return revokedAt.isEmpty() && !grantedAt.isAfter(now) && expiresAt.isAfter(now);
    }
}
