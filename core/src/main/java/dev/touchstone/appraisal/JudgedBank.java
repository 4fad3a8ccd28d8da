package dev.touchstone.appraisal;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.reference.MergedReference;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.tpm.PcrSelection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The bank a boot is judged in, never SHA-1: of those quoted in which every component can be judged, the one that most
 * variants speak of, so that a variant is not lost for lack of a digest; of equals the strongest.
 */
final class JudgedBank {

    private JudgedBank() {}

    static Optional<HashAlgorithm> of(ReplayedBoot boot, MergedReference reference) {
        return boot.quote().selection().banks().stream()
                .map(PcrSelection.Bank::algorithm)
                .filter(HashAlgorithm::collisionResistant)
                .filter(bank -> reference.variantsIn(bank) > 0)
                .max(Comparator.comparingLong(reference::variantsIn).thenComparingInt(HashAlgorithm::strength));
    }
}
