package dev.touchstone.reference;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.ReplayedBoot;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Exact, ordered matching. Components are taken by number; a variant fits where, in each of its PCRs, its records are
 * the next events; all events of every judged PCR must be used up.
 *
 * <p>Variants may be prefixes of one another, so several readings can be open at once. They are kept as the set of
 * positions reached: equal ones fall together, and beyond {@value #MAX_READINGS} the boot is refused as ambiguous, so
 * the work is bounded by that limit × the golden records, whatever is approved or measured.
 */
public final class Matching {

    /** Open readings of one boot beyond which it counts as not matching. */
    static final int MAX_READINGS = 256;

    private Matching() {}

    /** What matching gives. */
    public sealed interface Outcome {

        /** Every judged event is approved. */
        record Matched() implements Outcome {}

        /** Something judged is not approved. */
        record Diverged(Divergence divergence) implements Outcome {}
    }

    /**
     * Holds a boot against what is golden.
     *
     * @param bank the bank judged
     */
    public static Outcome match(MergedReference reference, ReplayedBoot boot, HashAlgorithm bank) {
        Observed observed = new Observed(boot, bank);
        return matches(reference, observed)
                ? new Outcome.Matched()
                : new Outcome.Diverged(Alignment.of(reference, observed));
    }

    private static boolean matches(MergedReference reference, Observed observed) {
        Set<Reading> readings = Set.of(new Reading(new int[FirmwareReplay.PCRS]));
        for (Component component : reference.components()) {
            readings = after(component, readings, observed);
            if (readings.size() > MAX_READINGS) {
                return false;
            }
        }
        return readings.stream().anyMatch(r -> r.isComplete(reference.judgedPcrs(), observed));
    }

    private static Set<Reading> after(Component component, Set<Reading> readings, Observed observed) {
        Set<Reading> next = new LinkedHashSet<>();
        for (Reading reading : readings) {
            for (Variant variant : component.variants()) {
                reading.after(variant, observed).ifPresent(next::add);
                if (next.size() > MAX_READINGS) {
                    return next;
                }
            }
        }
        return next;
    }

    /** How many events of each PCR are accounted for. */
    private static final class Reading {

        private static final int BY_VALUE = Integer.MAX_VALUE;

        private final int[] positions;

        Reading(int[] positions) {
            this.positions = positions;
        }

        Optional<Reading> after(Variant variant, Observed observed) {
            return switch (variant) {
                case Variant.Sequence sequence -> after(sequence, observed);
                case Variant.BareValues bare -> after(bare, observed);
            };
        }

        private Optional<Reading> after(Variant.Sequence sequence, Observed observed) {
            int[] reached = positions.clone();
            for (ReferenceRecord expected : sequence.records()) {
                List<Observed.Event> events = observed.events(expected.pcr());
                int next = reached[expected.pcr()]++;
                if (next >= events.size() || !expected.is(events.get(next).source(), observed.bank())) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Reading(reached));
        }

        /** A PCR whose final value is golden needs no event looked at; the value says it all. */
        private Optional<Reading> after(Variant.BareValues bare, Observed observed) {
            int[] reached = positions.clone();
            for (int pcr : bare.pcrs()) {
                if (!BareValue.isGolden(bare, pcr, observed)) {
                    return Optional.empty();
                }
                reached[pcr] = BY_VALUE;
            }
            return Optional.of(new Reading(reached));
        }

        boolean isComplete(Set<Integer> judged, Observed observed) {
            for (int pcr : judged) {
                if (!isComplete(pcr, observed)) {
                    return false;
                }
            }
            return true;
        }

        private boolean isComplete(int pcr, Observed observed) {
            int reached = positions[pcr];
            return reached == BY_VALUE || (reached == observed.events(pcr).size() && observed.isAccountedFor(pcr));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Reading reading && Arrays.equals(positions, reading.positions);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(positions);
        }
    }
}
