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
    private final Nearest nearest;
    private final Map<Integer, List<Expected>> expected = new HashMap<>();
    private final Set<Integer> settled = new HashSet<>();
    private final List<Difference> differences = new ArrayList<>();

    /** A record the nearest variant of a component asks for. */
    private record Expected(String component, ReferenceRecord reference) {}

    private Alignment(MergedReference reference, Observed observed) {
        this.reference = reference;
        this.observed = observed;
        this.nearest = new Nearest(observed);
    }

    static Divergence of(MergedReference reference, Observed observed) {
        Alignment alignment = new Alignment(reference, observed);
        reference.components().forEach(alignment::layOut);
        reference.judgedPcrs().forEach(alignment::align);
        if (alignment.differences.isEmpty()) {
            alignment.ambiguous();
        }
        return new Divergence(observed.bank(), alignment.differences);
    }

    private void layOut(Component component) {
        switch (nearest.of(component)) {
            case Variant.Sequence sequence ->
                sequence.records()
                        .forEach(r -> expected.computeIfAbsent(r.pcr(), _ -> new ArrayList<>())
                                .add(new Expected(component.id(), r)));
            case Variant.BareValues bare ->
                bare.pcrs().forEach(pcr -> {
                    settled.add(pcr);
                    if (!BareValue.isGolden(bare, pcr, observed)) {
                        differences.add(value(component.id(), pcr, bare.value(pcr, observed.bank())));
                    }
                });
        }
    }

    private void align(int pcr) {
        if (settled.contains(pcr)) {
            return;
        }
        if (!observed.isAccountedFor(pcr)) {
            differences.add(value(owner(pcr), pcr, Optional.empty()));
        }
        List<Expected> golden = expected.getOrDefault(pcr, List.of());
        List<Observed.Event> events = observed.events(pcr);
        for (SequenceDiff.Gap gap : SequenceDiff.gaps(
                golden.size(),
                events.size(),
                (g, e) -> golden.get(g).reference().is(events.get(e).source(), observed.bank()))) {
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

    private Difference changed(Expected wanted, Bytes golden, Observed.Event event) {
        return new Difference.Changed(
                wanted.component(),
                wanted.reference(),
                golden,
                observed.digest(event),
                event.position(),
                event.source());
    }

    private Difference extra(String component, Observed.Event event) {
        return new Difference.Extra(component, observed.digest(event), event.position(), event.source());
    }

    private Difference value(String component, int pcr, Optional<Bytes> golden) {
        return new Difference.Value(component, pcr, afterLast(pcr), golden, observed.value(observed.bank(), pcr));
    }

    /** Nothing differs from the nearest variants, yet there were too many readings to try. */
    private void ambiguous() {
        Component last = reference.components().getLast();
        int pcr = last.pcrs().stream().min(Integer::compare).orElseThrow();
        differences.add(value(last.id(), pcr, Optional.empty()));
    }

    /** The last component that speaks of a PCR: what comes after its records can only be its own. */
    private String owner(int pcr) {
        return reference.components().reversed().stream()
                .filter(c -> c.pcrs().contains(pcr))
                .findFirst()
                .map(Component::id)
                .orElseThrow();
    }

    private int afterLast(int pcr) {
        List<Observed.Event> events = observed.events(pcr);
        return events.isEmpty() ? Integer.MAX_VALUE : events.getLast().position() + 1;
    }
}
