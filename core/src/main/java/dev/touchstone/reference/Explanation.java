package dev.touchstone.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a boot that does not match is nevertheless known as. */
public sealed interface Explanation {

    /**
     * It is a boot that was approved once.
     *
     * @param versions the retired versions it takes, such as {@code fleet-a@3}
     */
    record Retired(List<String> versions) implements Explanation {}

    /**
     * Each of its parts is approved, but not with one another.
     *
     * @param parts what stood for each component of a set of which no one version has them all
     */
    record Mixed(List<MatchedComponent> parts) implements Explanation {}

    /** Looks for one: retired versions first. */
    static Optional<Explanation> of(MergedReference reference, Golden golden, Observed observed) {
        return retired(golden, observed).or(() -> mixed(reference, observed));
    }

    private static Optional<Explanation> retired(Golden golden, Observed observed) {
        if (golden.retired().isEmpty()) {
            return Optional.empty();
        }
        List<ReferenceSet> all = new ArrayList<>(golden.approved());
        all.addAll(golden.retired());
        return switch (MergedReference.merge(all)) {
            case MergedReference.Outcome.Conflicting _ -> Optional.empty();
            case MergedReference.Outcome.Merged(MergedReference merged) ->
                Matching.matched(merged, observed, true).map(m -> retired(golden, m));
        };
    }

    private static Explanation retired(Golden golden, Matching.Outcome.Matched matched) {
        return new Retired(golden.retired().stream()
                .filter(set ->
                        Integer.valueOf(set.version()).equals(matched.versions().get(set.name())))
                .map(ReferenceSet::id)
                .sorted()
                .toList());
    }

    private static Optional<Explanation> mixed(MergedReference reference, Observed observed) {
        return Matching.matched(reference, observed, false).map(m -> new Mixed(m.components()));
    }
}
