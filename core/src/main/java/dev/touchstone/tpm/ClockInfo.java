package dev.touchstone.tpm;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.MalformedException;

/**
 * When a TPM says it is: TPMS_CLOCK_INFO (TPM 2.0 Library, Part 2, §10.11.1).
 *
 * @param clock milliseconds powered, unsigned
 * @param resetCount TPM Resets since the last TPM2_Clear, as unsigned 32 bits
 * @param restartCount restarts and resumes since the last reset, as unsigned 32 bits
 * @param safe false when a greater clock may have been reported before a power loss
 */
public record ClockInfo(long clock, long resetCount, long restartCount, boolean safe) implements Comparable<ClockInfo> {

    static ClockInfo parse(ByteReader reader) throws MalformedException {
        long clock = reader.u64("clock");
        long resetCount = reader.u32("resetCount");
        long restartCount = reader.u32("restartCount");
        int safe = reader.u8("safe");
        if (safe > 1) {
            throw reader.malformed("safe is " + safe + ", not 0 or 1");
        }
        return new ClockInfo(clock, resetCount, restartCount, safe == 1);
    }

    /** Orders by reset count, restart count and unsigned clock; {@code safe} has no part in it. */
    @Override
    public int compareTo(ClockInfo other) {
        int byReset = Long.compareUnsigned(resetCount, other.resetCount);
        int byRestart = Long.compareUnsigned(restartCount, other.restartCount);
        return byReset != 0 ? byReset : byRestart != 0 ? byRestart : Long.compareUnsigned(clock, other.clock);
    }
}
