package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Picks the approved variant a boot comes closest to, so that the differences told are few. */
final class Nearest {

    private final Observed observed;
    private final Map<Integer, Set<Bytes>> measured = new HashMap<>();

    Nearest(Observed observed) {
        this.observed = observed;
    }

    /** The variant with the most records measured over those that were not; the first of equals. */
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
            case Variant.Sequence sequence -> {
                int score = 0;
                for (ReferenceRecord expected : sequence.records()) {
                    score += wasMeasured(expected) ? 1 : -1;
                }
                yield score;
            }
            case Variant.BareValues bare -> {
                int score = 0;
                for (int pcr : bare.pcrs()) {
                    score += BareValue.isGolden(bare, pcr, observed) ? 1 : -1;
                }
                yield score;
            }
        };
    }

    private boolean wasMeasured(ReferenceRecord expected) {
        Set<Bytes> digests = measured.computeIfAbsent(
                expected.pcr(),
                pcr -> observed.events(pcr).stream().map(Observed.Event::digest).collect(Collectors.toSet()));
        return expected.digest(observed.bank()).filter(digests::contains).isPresent();
    }
}
