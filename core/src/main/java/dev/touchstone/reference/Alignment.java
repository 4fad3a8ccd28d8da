package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Explains a boot that matches nothing: picks, for each component, the variant nearest to what was measured, lays those
 * end to end, and aligns the result with the events of each PCR.
 */
final class Alignment {

    private final MergedReference reference;
    private final Observed observed;
    private final Map<Integer, List<Expected>> expected = new HashMap<>();
    private final List<Difference> differences = new ArrayList<>();

    /** A record the nearest variant of a component asks for. */
    record Expected(String component, ReferenceRecord reference) {
        boolean is(Observed.Event event, Observed observed) {
            return reference.digest(observed.bank()).equals(Optional.of(event.digest()));
        }
    }

    private Alignment(MergedReference reference, Observed observed) {
        this.reference = reference;
        this.observed = observed;
    }

    static Divergence of(MergedReference reference, Observed observed) {
        Alignment alignment = new Alignment(reference, observed);
        Set<Integer> settled = new HashSet<>();
        for (Component component : reference.components()) {
            alignment.layOut(component, settled);
        }
        for (int pcr : reference.judgedPcrs()) {
            if (!settled.contains(pcr)) {
                alignment.align(pcr);
            }
        }
        if (alignment.differences.isEmpty()) {
            alignment.ambiguous();
        }
        return new Divergence(observed.bank(), alignment.differences);
    }

    private void layOut(Component component, Set<Integer> settled) {
        switch (nearest(component)) {
            case Variant.Sequence sequence ->
                sequence.records()
                        .forEach(r -> expected.computeIfAbsent(r.pcr(), _ -> new ArrayList<>())
                                .add(new Expected(component.id(), r)));
            case Variant.BareValues bare ->
                bare.pcrs().forEach(pcr -> {
                    settled.add(pcr);
                    if (!BareValue.isGolden(bare, pcr, observed)) {
                        differences.add(value(component, bare, pcr));
                    }
                });
        }
    }

    private Difference value(Component component, Variant.BareValues bare, int pcr) {
        Optional<Bytes> golden =
                Optional.ofNullable(bare.values().getOrDefault(pcr, Map.of()).get(observed.bank()));
        return new Difference.Value(component.id(), pcr, afterLast(pcr), golden, observed.value(observed.bank(), pcr));
    }

    /** The variant with the fewest records that were not measured; the first of equals. */
    private Variant nearest(Component component) {
        Variant nearest = component.variants().getFirst();
        int least = Integer.MAX_VALUE;
        for (Variant variant : component.variants()) {
            int missing = missing(variant);
            if (missing < least) {
                least = missing;
                nearest = variant;
            }
        }
        return nearest;
    }

    private int missing(Variant variant) {
        return switch (variant) {
            case Variant.Sequence sequence -> {
                int missing = 0;
                for (ReferenceRecord expectedRecord : sequence.records()) {
                    boolean measured = observed.events(expectedRecord.pcr()).stream()
                            .anyMatch(
                                    e -> expectedRecord.digest(observed.bank()).equals(Optional.of(e.digest())));
                    missing += measured ? 0 : 1;
                }
                yield missing;
            }
            case Variant.BareValues bare ->
                (int) bare.pcrs().stream()
                        .filter(pcr -> !BareValue.isGolden(bare, pcr, observed))
                        .count();
        };
    }

    private void align(int pcr) {
        List<Expected> golden = expected.getOrDefault(pcr, List.of());
        List<Observed.Event> events = observed.events(pcr);
        for (SequenceDiff.Gap gap : SequenceDiff.gaps(
                golden.size(), events.size(), (g, e) -> golden.get(g).is(events.get(e), observed))) {
            describe(gap, golden, events, pcr);
        }
    }

    /** Within a gap, what was expected and what came stand side by side as far as both go. */
    private void describe(SequenceDiff.Gap gap, List<Expected> golden, List<Observed.Event> events, int pcr) {
        int paired = Math.min(gap.leftLength(), gap.rightLength());
        for (int i = 0; i < paired; i++) {
            Expected wanted = golden.get(gap.leftFrom() + i);
            Observed.Event event = events.get(gap.rightFrom() + i);
            differences.add(wanted.reference()
                    .digest(observed.bank())
                    .<Difference>map(digest -> changed(wanted, digest, event))
                    .orElseGet(() -> extra(wanted.component(), event)));
        }
        for (int g = gap.leftFrom() + paired; g < gap.leftTo(); g++) {
            Expected wanted = golden.get(g);
            int position =
                    gap.rightTo() < events.size() ? events.get(gap.rightTo()).position() : afterLast(pcr);
            differences.add(new Difference.Missing(
                    wanted.component(), wanted.reference(), wanted.reference().digest(observed.bank()), position));
        }
        for (int e = gap.rightFrom() + paired; e < gap.rightTo(); e++) {
            differences.add(extra(owner(pcr), events.get(e)));
        }
    }

    private static Difference changed(Expected wanted, Bytes golden, Observed.Event event) {
        return new Difference.Changed(
                wanted.component(), wanted.reference(), golden, event.digest(), event.position(), event.source());
    }

    private static Difference extra(String component, Observed.Event event) {
        return new Difference.Extra(component, event.digest(), event.position(), event.source());
    }

    /** Every record was measured and yet no reading holds: variants of different components do not go together. */
    private void ambiguous() {
        Component last = reference.components().getLast();
        int pcr = last.pcrs().stream().min(Integer::compare).orElse(0);
        differences.add(new Difference.Value(
                last.id(), pcr, afterLast(pcr), Optional.empty(), observed.value(observed.bank(), pcr)));
    }

    private String owner(int pcr) {
        return reference.components().stream()
                .filter(c -> c.pcrs().contains(pcr))
                .reduce((_, later) -> later)
                .map(Component::id)
                .orElse("");
    }

    private int afterLast(int pcr) {
        List<Observed.Event> events = observed.events(pcr);
        return events.isEmpty() ? Integer.MAX_VALUE : events.getLast().position() + 1;
    }
}
