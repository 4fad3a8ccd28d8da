package dev.touchstone.server.host;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.bytes.Bytes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A host as stored.
 *
 * @param name granted; empty until someone grants one
 * @param nameSource who granted the name
 * @param labels granted; the only labels that select
 * @param claimedName what the agent calls itself, for people to see
 * @param claimedLabels what the agent says of itself, for people to see
 * @param waitingFor why it waits, in state AWAITING_APPROVAL
 * @param ekName Name of its endorsement key: its identity
 * @param akPublic TPM2B_PUBLIC of its one active attestation key
 * @param identity {@code hardware}, {@code virtual} or {@code unverified}
 * @param verdict the verdict in force by evidence; {@link EffectiveVerdict} says what it is worth now
 * @param highWater empty before the first evidence
 * @param rolledBack whether its TPM went back in time, which only an approval ends
 * @param matched the version of each reference set that its last TRUSTED boot was of
 * @param trustedAttestation the evidence of that boot
 * @param evidenceIssuedAt when the challenge of the evidence in force was issued
 */
public record HostRecord(
        UUID id,
        Optional<String> name,
        Optional<String> nameSource,
        Map<String, String> labels,
        Optional<String> labelsSource,
        String claimedName,
        Map<String, String> claimedLabels,
        HostState state,
        Optional<String> waitingFor,
        Bytes ekName,
        Bytes ekSpkiSha256,
        Bytes akName,
        Bytes akPublic,
        String identity,
        String identityDetail,
        Verdict verdict,
        Instant verdictSince,
        Optional<UUID> lastAttestation,
        Optional<Instant> evidenceIssuedAt,
        Optional<Instant> evidenceValidUntil,
        Optional<HighWater> highWater,
        boolean rolledBack,
        Map<String, Integer> matched,
        Optional<UUID> trustedAttestation,
        Instant createdAt) {

    /** What its verdict is, and depends on. */
    public VerdictInForce inForce() {
        return new VerdictInForce(state, verdict, evidenceIssuedAt, evidenceValidUntil);
    }

    /** Its granted name or, until it has one, the claimed one marked as such. */
    public String displayName() {
        return name.orElseGet(() -> claimedName + " (claimed)");
    }
}
