package dev.touchstone.reference;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.rule.RuleSubject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Exact, ordered matching. Components are taken by number; a variant fits where, in each of its PCRs, what it asks for
 * comes next; all events of every judged PCR must be used up, and what was introduced together must be chosen together.
 *
 * <p>Variants may be prefixes of one another, so several readings can be open at once. They are kept as the set of
 * positions reached: equal ones fall together, and beyond {@value #MAX_READINGS} the boot is refused as ambiguous, so
 * the work is bounded by that limit × the golden records, whatever is approved or measured.
 */
public final class Matching {

    /** Open readings of one boot beyond which it counts as not matching. */
    static final int MAX_READINGS = 256;

    private final MergedReference reference;
    private final Observed observed;
    private final boolean bundled;
    private final Following following;

    private Matching(MergedReference reference, Observed observed, boolean bundled) {
        this.reference = reference;
        this.observed = observed;
        this.bundled = bundled;
        this.following = new Following(reference, observed);
    }

    /** What matching gives. */
    public sealed interface Outcome {

        /**
         * Every judged event is approved.
         *
         * @param components what stood for each component, in order
         */
        record Matched(List<MatchedComponent> components) implements Outcome {

            public Matched {
                components = List.copyOf(components);
            }

            /** The version of each set that the boot is of: the oldest that any of its components needs. */
            public Map<String, Integer> versions() {
                return MatchedComponent.versions(components);
            }
        }

        /** Something judged is not approved. */
        record Diverged(Divergence divergence) implements Outcome {}
    }

    /**
     * Holds a boot against what is golden.
     *
     * @param reference the approved versions, merged
     * @param golden all that the host is judged by
     * @param bank the bank judged
     * @param subject what rules judge; asked for only if there is a rule
     */
    public static Outcome match(
            MergedReference reference,
            Golden golden,
            ReplayedBoot boot,
            HashAlgorithm bank,
            Supplier<RuleSubject> subject) {
        Observed observed = new Observed(boot, bank, subject, golden.accepted());
        Optional<Outcome.Matched> matched = matched(reference, observed, true);
        return matched.isPresent()
                ? matched.get()
                : new Outcome.Diverged(Alignment.of(reference, observed, Explanation.of(reference, golden, observed)));
    }

    /** A reading of the whole boot, if there is one. */
    static Optional<Outcome.Matched> matched(MergedReference reference, Observed observed, boolean bundled) {
        return new Matching(reference, observed, bundled)
                .reading()
                .map(reading -> new Outcome.Matched(reading.matched(observed)));
    }

    private Optional<Reading> reading() {
        Set<Reading> readings = Set.of(Reading.start(reference.places()));
        for (int place = 0; place < reference.places().size(); place++) {
            readings = after(place, readings);
            if (readings.size() > MAX_READINGS) {
                return Optional.empty();
            }
        }
        return readings.stream()
                .filter(r -> r.isComplete(reference.judgedPcrs(), observed))
                .findFirst();
    }

    private Set<Reading> after(int index, Set<Reading> readings) {
        Place place = reference.places().get(index);
        Set<Reading> next = new LinkedHashSet<>();
        for (Reading reading : readings) {
            for (Choice choice : place.choices()) {
                next.addAll(reading.after(index, place, choice, bundled, observed, following));
                if (next.size() > MAX_READINGS) {
                    return next;
                }
            }
        }
        return next;
    }
}
