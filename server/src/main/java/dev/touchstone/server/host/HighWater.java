package dev.touchstone.server.host;

import dev.touchstone.tpm.ClockInfo;

/**
 * The greatest (resetCount, restartCount, clock) accepted from a host: evidence must lie above it (design §4.4).
 *
 * @param clock milliseconds, unsigned; compared only within equal counters, for a power cut rewinds it
 */
public record HighWater(long resetCount, long restartCount, long clock) implements Comparable<HighWater> {

    /** Where a quote stands. */
    public static HighWater of(ClockInfo clock) {
        return new HighWater(clock.resetCount(), clock.restartCount(), clock.clock());
    }

    @Override
    public int compareTo(HighWater other) {
        int byReset = Long.compare(resetCount, other.resetCount);
        int byRestart = Long.compare(restartCount, other.restartCount);
        return byReset != 0 ? byReset : byRestart != 0 ? byRestart : Long.compareUnsigned(clock, other.clock);
    }
}
