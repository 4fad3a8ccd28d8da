package dev.touchstone.reference;

import java.util.ArrayList;
import java.util.List;

/**
 * Sets what was expected of one PCR beside what came, so that as much as can be agrees. The equal start and end are set
 * aside; what is between is aligned by dynamic programming if small enough, else paired as it stands.
 */
final class Aligner {

    private static final long MAX_CELLS = 1_000_000;

    /** More than all else a table can hold: as much as can be the same is. */
    private static final int SAME = 100_000;

    private static final int ALLOWED = 100;
    private static final int OWN = 3;
    private static final int INSTEAD = 2;
    private static final int EXCLUDED = 1;

    private final List<Expected> expected;
    private final List<Observed.Event> events;
    private final Observed observed;
    private final List<Pair> pairs = new ArrayList<>();

    /**
     * One step of an alignment.
     *
     * @param expected index of what was expected; {@link #NONE} if nothing was
     * @param event index of what came; {@link #NONE} if nothing did
     */
    record Pair(int expected, int event) {
        static final int NONE = -1;
    }

    private Aligner(List<Expected> expected, List<Observed.Event> events, Observed observed) {
        this.expected = expected;
        this.events = events;
        this.observed = observed;
    }

    static List<Pair> align(List<Expected> expected, List<Observed.Event> events, Observed observed) {
        Aligner aligner = new Aligner(expected, events, observed);
        aligner.align();
        return aligner.pairs;
    }

    private void align() {
        int shorter = Math.min(expected.size(), events.size());
        int start = 0;
        while (start < shorter && isSame(start, start)) {
            pairs.add(new Pair(start, start));
            start++;
        }
        int end = 0;
        while (end < shorter - start && isSame(expected.size() - 1 - end, events.size() - 1 - end)) {
            end++;
        }
        between(start, expected.size() - end, events.size() - end);
        for (int rest = end; rest > 0; rest--) {
            pairs.add(new Pair(expected.size() - rest, events.size() - rest));
        }
    }

    private void between(int start, int expectedTo, int eventsTo) {
        long cells = (long) (expectedTo - start + 1) * (eventsTo - start + 1);
        if (cells > MAX_CELLS) {
            sideBySide(start, expectedTo, eventsTo);
        } else {
            best(start, expectedTo, eventsTo);
        }
    }

    private void sideBySide(int start, int expectedTo, int eventsTo) {
        for (int i = start; i < Math.max(expectedTo, eventsTo); i++) {
            pairs.add(new Pair(i < expectedTo ? i : Pair.NONE, i < eventsTo ? i : Pair.NONE));
        }
    }

    /** Follows the best way through the table from its start; of equal ones the one that pairs first. */
    private void best(int start, int expectedTo, int eventsTo) {
        int[][] table = table(start, expectedTo, eventsTo);
        int e = start;
        int v = start;
        while (e < expectedTo || v < eventsTo) {
            int value = table[e - start][v - start];
            boolean both = e < expectedTo && v < eventsTo;
            int gain = both ? gain(e, v) : 0;
            boolean run = both && expected.get(e) instanceof Expected.Run;
            if (gain > 0 && value == gain + table[e - start + (run ? 0 : 1)][v - start + 1]) {
                pairs.add(new Pair(e, v));
                e += run ? 0 : 1;
                v++;
            } else if (e < expectedTo && value == table[e - start + 1][v - start]) {
                missing(e);
                e++;
            } else {
                pairs.add(new Pair(Pair.NONE, v));
                v++;
            }
        }
    }

    /** A run asks for nothing, so nothing of it can be missing. */
    private void missing(int e) {
        if (!(expected.get(e) instanceof Expected.Run)) {
            pairs.add(new Pair(e, Pair.NONE));
        }
    }

    /** The best that every pair of tails can give. */
    private int[][] table(int start, int expectedTo, int eventsTo) {
        int rows = expectedTo - start;
        int columns = eventsTo - start;
        int[][] table = new int[rows + 1][columns + 1];
        for (int e = rows - 1; e >= 0; e--) {
            for (int v = columns - 1; v >= 0; v--) {
                int gain = gain(start + e, start + v);
                int next = expected.get(start + e) instanceof Expected.Run ? e : e + 1;
                int paired = gain > 0 ? gain + table[next][v + 1] : 0;
                table[e][v] = Math.max(paired, Math.max(table[e + 1][v], table[e][v + 1]));
            }
        }
        return table;
    }

    private int gain(int e, int v) {
        Observed.Event event = events.get(v);
        return switch (expected.get(e)) {
            case Expected.One _ -> isSame(e, v) ? SAME : INSTEAD;
            case Expected.Own own -> isAccepted(own, event) ? SAME : OWN;
            case Expected.Run run when run.allowed().isEmpty() -> EXCLUDED;
            case Expected.Run run -> run.admits(observed.digest(event)) ? ALLOWED : 0;
        };
    }

    private boolean isSame(int e, int v) {
        return switch (expected.get(e)) {
            case Expected.One one -> one.reference().is(events.get(v).source(), observed.bank());
            case Expected.Own own -> isAccepted(own, events.get(v));
            case Expected.Run _ -> false;
        };
    }

    private boolean isAccepted(Expected.Own own, Observed.Event event) {
        return own.accepted().filter(r -> r.is(event.source(), observed.bank())).isPresent();
    }
}
