package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
    private final Map<Integer, Map<Bytes, List<Observed.Event>>> measured = new HashMap<>();
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
            case Variant.Sequence sequence -> {
                Set<Integer> taken = new HashSet<>();
                yield score(sequence.records(), r -> wasMeasured(r, taken));
            }
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

    /** An event stands for one record only: an image measured twice is not there after one measurement. */
    private boolean wasMeasured(ReferenceRecord expected, Set<Integer> taken) {
        return expected.digest(observed.bank())
                .flatMap(digest -> measured(expected.pcr()).getOrDefault(digest, List.of()).stream()
                        .map(Observed.Event::position)
                        .filter(position -> !taken.contains(position))
                        .findFirst())
                .map(taken::add)
                .orElse(false);
    }

    private Map<Bytes, List<Observed.Event>> measured(int pcr) {
        return measured.computeIfAbsent(
                pcr, p -> observed.events(p).stream().collect(Collectors.groupingBy(observed::digest)));
    }
}
