package dev.touchstone.server.reference;

import dev.touchstone.replay.ReplayedBoot;
import java.util.UUID;

/** Opens stored evidence, for those who want to make golden what it shows. */
public interface BootEvidence {

    /** A stored boot, verified and replayed anew. */
    record Boot(UUID hostId, String hostName, ReplayedBoot replayed) {}

    /**
     * Opens the evidence of one attestation.
     *
     * @throws dev.touchstone.server.problem.Refusal if there is none, or it does not hold
     */
    Boot open(UUID attestation);
}
