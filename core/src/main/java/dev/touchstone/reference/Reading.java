package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.MeasuredEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One way to read a boot so far: how many events of each PCR are accounted for, and which bundles are still possible.
 * Readings that agree in these are equal, however they came about.
 */
final class Reading {

    private static final int BY_VALUE = Integer.MAX_VALUE;

    private final int[] positions;
    private final BitSet bundles;
    private final @Nullable Step step;

    /** How a reading came about. */
    private record Step(Reading before, Place place, Choice choice) {}

    private Reading(int[] positions, BitSet bundles, @Nullable Step step) {
        this.positions = positions;
        this.bundles = bundles;
        this.step = step;
    }

    /** Nothing read yet, every bundle possible. */
    static Reading start(List<Place> places) {
        BitSet bundles = new BitSet();
        places.forEach(place -> bundles.or(place.owner().all()));
        return new Reading(new int[FirmwareReplay.PCRS], bundles, null);
    }

    /** Every way to go on by one choice; none if it does not fit. */
    List<Reading> after(int index, Place place, Choice choice, boolean bundled, Observed observed, Following next) {
        BitSet possible = (BitSet) bundles.clone();
        if (bundled) {
            possible.andNot(choice.forbidden());
            if (!possible.intersects(place.owner().all())) {
                return List.of();
            }
        }
        Step how = new Step(this, place, choice);
        return reached(index, place, choice.variant(), observed, next).stream()
                .map(reached -> new Reading(reached, possible, how))
                .toList();
    }

    private List<int[]> reached(int index, Place place, Variant variant, Observed observed, Following next) {
        return switch (variant) {
            case Variant.Sequence sequence -> sequence(sequence, observed);
            case Variant.AnyOf any -> run(index, any.pcr(), any.digests(observed.bank()), observed, next);
            case Variant.Volatile excluded -> run(index, excluded, observed, next);
            case Variant.HostUnique own -> hostUnique(place.component().number(), own, observed);
            case Variant.Ruled ruled -> ruled(ruled, observed);
            case Variant.BareValues bare -> bare(bare, observed);
        };
    }

    private List<int[]> sequence(Variant.Sequence sequence, Observed observed) {
        int[] reached = positions.clone();
        for (ReferenceRecord expected : sequence.records()) {
            if (!takes(reached, expected, observed)) {
                return List.of();
            }
        }
        return List.of(reached);
    }

    /** Takes the next event of a record's PCR, if it is what the record asks for. */
    private static boolean takes(int[] reached, ReferenceRecord expected, Observed observed) {
        List<Observed.Event> events = observed.events(expected.pcr());
        int next = reached[expected.pcr()]++;
        return next < events.size() && expected.is(events.get(next).source(), observed.bank());
    }

    private List<int[]> run(int index, int pcr, Set<Bytes> allowed, Observed observed, Following next) {
        List<Observed.Event> events = observed.events(pcr);
        int end = positions[pcr];
        while (end < events.size() && allowed.contains(observed.digest(events.get(end)))) {
            end++;
        }
        return ends(index, pcr, end, next);
    }

    private List<int[]> run(int index, Variant.Volatile excluded, Observed observed, Following next) {
        int rest = observed.events(excluded.pcr()).size() - positions[excluded.pcr()];
        int end = positions[excluded.pcr()] + Math.clamp(rest, 0, excluded.atMost());
        return ends(index, excluded.pcr(), end, next);
    }

    private List<int[]> ends(int index, int pcr, int furthest, Following next) {
        return IntStream.rangeClosed(next.matters(pcr) ? positions[pcr] : furthest, furthest)
                .filter(end -> !next.matters(pcr) || next.mayEnd(index, pcr, end))
                .limit(Matching.MAX_READINGS + 1L)
                .mapToObj(end -> {
                    int[] reached = positions.clone();
                    reached[pcr] = end;
                    return reached;
                })
                .toList();
    }

    private List<int[]> hostUnique(int component, Variant.HostUnique own, Observed observed) {
        int[] reached = positions.clone();
        for (int slot = 0; slot < own.slots().size(); slot++) {
            int pcr = own.slots().get(slot).pcr();
            if (observed.accepted(component, slot)
                    .filter(r -> r.pcr() == pcr && takes(reached, r, observed))
                    .isEmpty()) {
                return List.of();
            }
        }
        return List.of(reached);
    }

    private List<int[]> ruled(Variant.Ruled ruled, Observed observed) {
        if (!ruled.pcrs().stream().allMatch(observed::isAccountedFor)
                || !ruled.rules().stream().allMatch(r -> observed.failures(r).isEmpty())) {
            return List.of();
        }
        return List.of(throughout(ruled.pcrs()));
    }

    /** A PCR whose final value is golden needs no event looked at; the value says it all. */
    private List<int[]> bare(Variant.BareValues bare, Observed observed) {
        return bare.pcrs().stream().allMatch(pcr -> BareValue.isGolden(bare, pcr, observed))
                ? List.of(throughout(bare.pcrs()))
                : List.of();
    }

    private int[] throughout(Set<Integer> pcrs) {
        int[] reached = positions.clone();
        pcrs.forEach(pcr -> reached[pcr] = BY_VALUE);
        return reached;
    }

    boolean isComplete(Set<Integer> judged, Observed observed) {
        return judged.stream().allMatch(pcr -> isComplete(pcr, observed));
    }

    private boolean isComplete(int pcr, Observed observed) {
        int reached = positions[pcr];
        return reached == BY_VALUE || (reached == observed.events(pcr).size() && observed.isAccountedFor(pcr));
    }

    /** What was chosen for each component, in order. */
    List<MatchedComponent> matched(Observed observed) {
        List<MatchedComponent> matched = new ArrayList<>();
        Reading reading = this;
        for (Step how = step; how != null; how = reading.step) {
            matched.addFirst(new MatchedComponent(
                    how.place().id(),
                    how.place().owner().set(),
                    how.choice().versions().last(),
                    how.choice().variant().label(),
                    reading.skipped(how, observed)));
            reading = how.before();
        }
        return matched;
    }

    /** The events an exclusion passed over. */
    private List<MeasuredEvent> skipped(Step how, Observed observed) {
        return switch (how.choice().variant()) {
            case Variant.Volatile excluded ->
                observed
                        .events(excluded.pcr())
                        .subList(how.before().positions[excluded.pcr()], positions[excluded.pcr()])
                        .stream()
                        .map(Observed.Event::source)
                        .toList();
            case Variant.Sequence _, Variant.AnyOf _, Variant.Ruled _, Variant.HostUnique _, Variant.BareValues _ ->
                List.of();
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Reading that
                && Arrays.equals(positions, that.positions)
                && bundles.equals(that.bundles);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(positions) + bundles.hashCode();
    }
}
