package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a run of events may end: before one that a later component can begin with, or at the end. Without it, a run of
 * any length would open a reading for each.
 */
final class Following {

    private final List<Place> places;
    private final Set<Integer> judged;
    private final Observed observed;
    private final Map<Key, Next> known = new HashMap<>();

    private record Key(int place, int pcr) {}

    /**
     * What may come next.
     *
     * @param digests any of these
     * @param anything whatever it is
     * @param nothing the end
     */
    private record Next(Set<Bytes> digests, boolean anything, boolean nothing) {}

    Following(MergedReference reference, Observed observed) {
        this.places = reference.places();
        this.judged = reference.judgedPcrs();
        this.observed = observed;
    }

    /** Whether it matters where a run ends: of a PCR that is not judged, nothing but exclusions speaks. */
    boolean matters(int pcr) {
        return judged.contains(pcr);
    }

    /** Whether the component at {@code place} may end in {@code pcr} before the event at {@code position}. */
    boolean mayEnd(int place, int pcr, int position) {
        Next next = known.computeIfAbsent(new Key(place, pcr), this::next);
        List<Observed.Event> events = observed.events(pcr);
        return position >= events.size()
                ? next.nothing()
                : next.anything() || next.digests().contains(observed.digest(events.get(position)));
    }

    private Next next(Key key) {
        Set<Bytes> digests = new HashSet<>();
        for (Place place : places.subList(key.place() + 1, places.size())) {
            boolean mayBeNothing = false;
            for (Choice choice : place.choices()) {
                switch (begins(choice.variant(), key.pcr())) {
                    case Begins.With(Set<Bytes> first) -> digests.addAll(first);
                    case Begins.Maybe(Set<Bytes> first) -> {
                        digests.addAll(first);
                        mayBeNothing = true;
                    }
                    case Begins.Anyhow _ -> {
                        return new Next(Set.of(), true, true);
                    }
                }
            }
            if (!mayBeNothing) {
                return new Next(digests, false, false);
            }
        }
        return new Next(digests, false, true);
    }

    /** How a variant begins in one PCR. */
    private sealed interface Begins {
        record With(Set<Bytes> digests) implements Begins {}

        record Maybe(Set<Bytes> digests) implements Begins {}

        record Anyhow() implements Begins {}
    }

    private Begins begins(Variant variant, int pcr) {
        if (!variant.pcrs().contains(pcr)) {
            return new Begins.Maybe(Set.of());
        }
        return switch (variant) {
            case Variant.Sequence sequence ->
                sequence.records().stream()
                        .filter(r -> r.pcr() == pcr)
                        .findFirst()
                        .<Begins>map(r -> new Begins.With(
                                r.digest(observed.bank()).map(Set::of).orElse(Set.of())))
                        .orElseGet(() -> new Begins.Maybe(Set.of()));
            case Variant.AnyOf any -> new Begins.Maybe(any.digests(observed.bank()));
            case Variant.Ruled _, Variant.HostUnique _, Variant.Volatile _, Variant.BareValues _ -> new Begins.Anyhow();
        };
    }
}
