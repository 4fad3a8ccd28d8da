package dev.touchstone.replay;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;

/** How the logs contradict the quote they came with. */
public sealed interface ReplayFailure {

    /** The bank concerned. */
    HashAlgorithm bank();

    /**
     * The logs lead to another value than was quoted.
     *
     * @param extensions how often the logs extend the PCR
     */
    record PcrMismatch(HashAlgorithm bank, int pcr, Bytes quoted, Bytes replayed, int extensions)
            implements ReplayFailure {}

    /** Firmware logged nothing that can be recomputed in this bank: whatever it holds, anyone could have put there. */
    record BankWithoutLog(HashAlgorithm bank) implements ReplayFailure {}

    /** The log tells of measurements, yet every quoted PCR of the bank is zero: the bank is not allocated. */
    record BankNotAllocated(HashAlgorithm bank) implements ReplayFailure {}
}
