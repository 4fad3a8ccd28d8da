package dev.touchstone.server.reference;

import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.rule.Carried;
import java.util.List;
import java.util.SortedSet;
import java.util.UUID;

/** Opens stored evidence, for those who want to make golden what it shows. */
public interface BootEvidence {

    /**
     * A stored boot, verified and replayed anew.
     *
     * @param carried what came with it, or is known here, and needs no trust
     * @param capturable the PCRs that can be made golden: not IMA's, which tells of more than the boot
     * @param incompleteLogs the logs known to be cut; nothing of such a boot is made golden
     */
    record Boot(
            UUID hostId,
            String hostName,
            ReplayedBoot replayed,
            Carried carried,
            SortedSet<Integer> capturable,
            List<String> incompleteLogs) {}

    /**
     * Opens the evidence of one attestation.
     *
     * @throws dev.touchstone.server.problem.Refusal if there is none, or it does not hold
     */
    Boot open(UUID attestation);
}
