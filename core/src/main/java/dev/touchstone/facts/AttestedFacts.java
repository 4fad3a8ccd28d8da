package dev.touchstone.facts;

import dev.touchstone.replay.ReplayedBoot;
import java.util.List;

/**
 * Facts of a boot whose logs account for a verified quote: the only ones a policy may see. Facts are bound in every
 * bank their PCR was quoted in, and there are none of PCRs that were not quoted.
 */
public final class AttestedFacts {

    private final BootFacts facts;

    private AttestedFacts(BootFacts facts) {
        this.facts = facts;
    }

    /** The facts of {@code boot}. */
    public static AttestedFacts of(ReplayedBoot boot) {
        return of(boot, Hints.none());
    }

    /** The same, where {@code hints} may fill in what was measured and not logged. */
    public static AttestedFacts of(ReplayedBoot boot, Hints hints) {
        Measurements measurements = Measurements.of(
                boot.events(), boot::banks, pcr -> boot.quotedPcrs().contains(pcr) && boot.isWholeInEvents(pcr));
        return new AttestedFacts(
                new FactsReader(measurements, boot.ima().map(ImaFacts::of).orElse(ImaFacts.none()), List.of(), hints)
                        .read());
    }

    /** The tree. */
    public BootFacts facts() {
        return facts;
    }
}
