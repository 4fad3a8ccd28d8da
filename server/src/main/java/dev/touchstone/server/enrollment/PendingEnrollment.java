package dev.touchstone.server.enrollment;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.host.NewHost;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A credential activation under way.
 *
 * @param secretSha256 digest of what the credential holds
 */
record PendingEnrollment(
        UUID id,
        Instant createdAt,
        Instant expiresAt,
        String source,
        NewHost.Keys keys,
        EkIdentity identity,
        String claimedName,
        Map<String, String> claimedLabels,
        Optional<UUID> token,
        Bytes secretSha256,
        boolean used) {}
