package dev.touchstone.server.attestation;

import dev.touchstone.server.challenge.Challenge;
import dev.touchstone.server.host.HighWater;
import dev.touchstone.server.host.HostRecord;

/** Where evidence stands beside what was accepted before (design §4.4). */
enum EvidenceOrder {
    /** Above the high-water mark: what counts now. */
    NEWER,
    /** Not above it, and asked for before the last accepted: it was merely slow. */
    LATE,
    /** Not above it, though asked for after: the TPM went back in time, or there are two of it. */
    ROLLED_BACK;

    static EvidenceOrder of(HostRecord host, HighWater evidence, Challenge challenge) {
        boolean above = host.highWater().map(m -> evidence.compareTo(m) > 0).orElse(true);
        if (above) {
            return NEWER;
        }
        boolean askedBefore = host.evidenceIssuedAt()
                .map(accepted -> challenge.issuedAt().isBefore(accepted))
                .orElse(false);
        return askedBefore ? LATE : ROLLED_BACK;
    }
}
