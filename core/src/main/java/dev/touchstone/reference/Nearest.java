package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Picks the approved variant a boot comes closest to, so that the differences told are few. */
final class Nearest {

    private final Observed observed;
    private final Map<Integer, Set<Bytes>> measured = new HashMap<>();

    Nearest(Observed observed) {
        this.observed = observed;
    }

    /**
     * The variant with the most records measured over those that were not, which count half: where one is missing,
     * often another event has taken its place, and the two are told as one difference. Of equals the first.
     */
    Variant of(Component component) {
        Variant nearest = component.variants().getFirst();
        int best = Integer.MIN_VALUE;
        for (Variant variant : component.variants()) {
            int score = score(variant);
            if (score > best) {
                best = score;
                nearest = variant;
            }
        }
        return nearest;
    }

    private int score(Variant variant) {
        return switch (variant) {
            case Variant.Sequence sequence -> score(sequence.records(), this::wasMeasured);
            case Variant.BareValues bare -> score(bare.pcrs(), pcr -> BareValue.isGolden(bare, pcr, observed));
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
