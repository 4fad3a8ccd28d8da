package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
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
 * the work is bounded by events × variants × that limit whatever is approved or measured.
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
        List<Integer> pcrs = List.copyOf(reference.judgedPcrs());
        Set<Reading> readings = Set.of(new Reading(new int[pcrs.size()]));
        for (Component component : reference.components()) {
            Set<Reading> next = new LinkedHashSet<>();
            for (Reading reading : readings) {
                for (Variant variant : component.variants()) {
                    reading.after(variant, pcrs, observed).ifPresent(next::add);
                }
            }
            if (next.isEmpty() || next.size() > MAX_READINGS) {
                return false;
            }
            readings = next;
        }
        return readings.stream().anyMatch(r -> r.isComplete(pcrs, observed));
    }

    /** How many events of each judged PCR are accounted for. */
    private static final class Reading {

        private final int[] positions;

        Reading(int[] positions) {
            this.positions = positions;
        }

        Optional<Reading> after(Variant variant, List<Integer> pcrs, Observed observed) {
            return switch (variant) {
                case Variant.Sequence sequence -> after(sequence, pcrs, observed);
                case Variant.BareValues bare -> after(bare, pcrs, observed);
            };
        }

        private Optional<Reading> after(Variant.Sequence sequence, List<Integer> pcrs, Observed observed) {
            int[] reached = positions.clone();
            for (ReferenceRecord expected : sequence.records()) {
                int slot = pcrs.indexOf(expected.pcr());
                List<Observed.Event> events = observed.events(expected.pcr());
                if (reached[slot] == events.size()) {
                    return Optional.empty();
                }
                Optional<Bytes> digest = expected.digest(observed.bank());
                if (!digest.equals(Optional.of(events.get(reached[slot]).digest()))) {
                    return Optional.empty();
                }
                reached[slot]++;
            }
            return Optional.of(new Reading(reached));
        }

        /** A PCR whose final value is golden needs no event looked at; the value says it all. */
        private Optional<Reading> after(Variant.BareValues bare, List<Integer> pcrs, Observed observed) {
            int[] reached = positions.clone();
            for (int pcr : bare.pcrs()) {
                if (!BareValue.isGolden(bare, pcr, observed)) {
                    return Optional.empty();
                }
                reached[pcrs.indexOf(pcr)] = observed.events(pcr).size();
            }
            return Optional.of(new Reading(reached));
        }

        boolean isComplete(List<Integer> pcrs, Observed observed) {
            for (int slot = 0; slot < positions.length; slot++) {
                if (positions[slot] != observed.events(pcrs.get(slot)).size()) {
                    return false;
                }
            }
            return true;
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
