package dev.touchstone.appraisal;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.reference.MergedReference;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.tpm.PcrSelection;
import java.util.Comparator;
import java.util.Optional;

/** The bank a boot is judged in: the strongest that was quoted and that everything golden speaks of; never SHA-1. */
final class JudgedBank {

    private JudgedBank() {}

    static Optional<HashAlgorithm> of(ReplayedBoot boot, MergedReference reference) {
        return boot.quote().selection().banks().stream()
                .map(PcrSelection.Bank::algorithm)
                .filter(HashAlgorithm::collisionResistant)
                .filter(reference::speaksOf)
                .max(Comparator.comparingInt(HashAlgorithm::strength));
    }
}
