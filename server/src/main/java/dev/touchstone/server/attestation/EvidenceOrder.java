package dev.touchstone.server.attestation;

import dev.touchstone.server.challenge.Challenge;
import dev.touchstone.server.host.HighWater;
import dev.touchstone.server.host.HostRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/** Where evidence stands beside what was accepted before (design §4.4). */
enum EvidenceOrder {
    /** Above the high-water mark: what counts now. */
    NEWER,
    /** Not above it, and asked for before the last was accepted: it may have been quoted before that, and was slow. */
    LATE,
    /** Not above it, though asked for, and so quoted, after: the TPM went back in time, or there are two of it. */
    ROLLED_BACK;

    /**
     * Where evidence stands. When the last evidence was accepted decides, not when its challenge was issued: two agents
     * of one host may answer their challenges in the other order, and that alone must not condemn it.
     *
     * @param accepted when the host's last evidence was accepted
     */
    static EvidenceOrder of(
            HostRecord host, HighWater evidence, Challenge challenge, Supplier<Optional<Instant>> accepted) {
        boolean above = host.highWater().map(m -> evidence.compareTo(m) > 0).orElse(true);
        if (above) {
            return NEWER;
        }
        boolean askedBefore = accepted.get()
                .filter(at -> challenge.issuedAt().isBefore(at.truncatedTo(ChronoUnit.MILLIS)))
                .isPresent();
        return askedBefore ? LATE : ROLLED_BACK;
    }
}
