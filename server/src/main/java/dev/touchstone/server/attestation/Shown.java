package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.rule.Carried;
import java.util.Optional;

/**
 * What evidence shows, and by what it was judged.
 *
 * @param boot with IMA's list as far as it was read; empty where the logs do not account for the quote
 * @param carried what came with it, or is known here, and needs no trust
 */
record Shown(Optional<ReplayedBoot> boot, Carried carried, Appraisal appraisal) {

    static Optional<ReplayedBoot> boot(ReplayOutcome outcome) {
        return switch (outcome) {
            case ReplayOutcome.Replayed(ReplayedBoot boot) -> Optional.of(boot);
            case ReplayOutcome.Contradicted _ -> Optional.empty();
        };
    }
}
