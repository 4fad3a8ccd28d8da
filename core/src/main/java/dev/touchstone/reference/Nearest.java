package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Picks the approved variants a boot comes closest to, so that the differences told are few: of each set the nearest
 * bundle, and of each component the nearest variant in it.
 */
final class Nearest {

    /** Less than any variant scores: a bundle without a variant of a component comes last. */
    private static final int UNFIT = -1_000_000;

    private final Observed observed;
    private final Map<Integer, Set<Bytes>> measured = new HashMap<>();
    private final IdentityHashMap<Choice, Integer> scores = new IdentityHashMap<>();
    private final Map<Bundles, Integer> bundles = new HashMap<>();

    Nearest(List<Place> places, Observed observed) {
        this.observed = observed;
        Map<Bundles, List<Place>> owned = places.stream().collect(Collectors.groupingBy(Place::owner));
        owned.forEach((owner, its) -> bundles.put(owner, bundle(owner.all(), its)));
    }

    /** Of equally near bundles the first, which is of the newest version. */
    private int bundle(BitSet all, List<Place> places) {
        return all.stream()
                .boxed()
                .max((one, other) -> score(places, one) == score(places, other)
                        ? Integer.compare(other, one)
                        : Integer.compare(score(places, one), score(places, other)))
                .orElseThrow();
    }

    private int score(List<Place> places, int bundle) {
        return places.stream()
                .mapToInt(place -> best(place, bundle).map(this::score).orElse(UNFIT))
                .sum();
    }

    private Optional<Choice> best(Place place, int bundle) {
        return place.choices().stream()
                .filter(choice -> !choice.forbidden().get(bundle))
                .reduce((one, other) -> score(other) > score(one) ? other : one);
    }

    /** The variant nearest to what was measured. */
    Variant of(Place place) {
        return best(place, bundles.getOrDefault(place.owner(), 0))
                .orElseGet(() -> place.choices().getFirst())
                .variant();
    }

    private int score(Choice choice) {
        return scores.computeIfAbsent(choice, c -> score(c.variant()));
    }

    /**
     * Twice the records measured less those that were not, which count half: where one is missing, often another event
     * has taken its place, and the two are told as one difference.
     */
    private int score(Variant variant) {
        return switch (variant) {
            case Variant.Sequence sequence -> score(sequence.records(), this::wasMeasured);
            case Variant.BareValues bare -> score(bare.pcrs(), pcr -> BareValue.isGolden(bare, pcr, observed));
            case Variant.Ruled ruled ->
                score(ruled.rules(), rule -> observed.failures(rule).isEmpty());
            case Variant.AnyOf _, Variant.HostUnique _, Variant.Volatile _ -> 0;
        };
    }

    private static <T> int score(Collection<T> approved, Predicate<T> found) {
        int score = 0;
        for (T one : approved) {
            score += found.test(one) ? 2 : -1;
        }
        return score;
    }

    private boolean wasMeasured(ReferenceRecord expected) {
        Set<Bytes> digests = measured.computeIfAbsent(
                expected.pcr(),
                pcr -> observed.events(pcr).stream().map(observed::digest).collect(Collectors.toSet()));
        return expected.digest(observed.bank()).filter(digests::contains).isPresent();
    }
}
