package dev.touchstone.server.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.server.json.HexBytes;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A host as the API shows it.
 *
 * @param host its granted name
 * @param claimed what its agent says of itself; selects nothing
 * @param verdict as it stands now, STALE included
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HostView(
        UUID id,
        @Nullable String host,
        @Nullable String hostSource,
        Map<String, String> labels,
        @Nullable String labelsSource,
        Claims claimed,
        HostState state,
        @Nullable String waitingFor,
        EffectiveVerdict verdict,
        Instant verdictSince,
        @Nullable UUID attestation,
        @Nullable Instant evidenceIssuedAt,
        @Nullable Instant validUntil,
        String identity,
        String identityDetail,
        HexBytes ek,
        HexBytes ekName,
        HexBytes ak,
        Instant enrolledAt) {

    /** What an agent says of its host. */
    public record Claims(String host, Map<String, String> labels) {}

    /** As it stands at {@code now}. */
    public static HostView of(HostRecord host, Instant now) {
        return new HostView(
                host.id(),
                host.name().orElse(null),
                host.nameSource().orElse(null),
                host.labels(),
                host.labelsSource().orElse(null),
                new Claims(host.claimedName(), host.claimedLabels()),
                host.state(),
                host.waitingFor().orElse(null),
                EffectiveVerdict.of(host, now),
                host.verdictSince(),
                host.lastAttestation().orElse(null),
                host.evidenceIssuedAt().orElse(null),
                host.evidenceValidUntil().orElse(null),
                host.identity(),
                host.identityDetail(),
                new HexBytes(host.ekSpkiSha256()),
                new HexBytes(host.ekName()),
                new HexBytes(host.akName()),
                host.createdAt());
    }
}
