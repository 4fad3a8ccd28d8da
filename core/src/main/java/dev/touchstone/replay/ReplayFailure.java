package dev.touchstone.replay;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;

/** How the logs contradict the quote they came with. */
public sealed interface ReplayFailure {

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

    /**
     * Before the quoted value is reached, IMA's list has a record of a PCR that is not IMA's. It is not replayed: what
     * such a record extends, other logs would be held against.
     *
     * @param record the record's number in the boot's list, from 0
     * @param pcr the PCR it names
     */
    record ImaOutsidePcr(long record, int pcr) implements ReplayFailure {}

    /**
     * A record of IMA's list carries a template hash that is not its data's, though its data leads to the quoted value.
     *
     * @param record the record's number in the boot's list, from 0
     */
    record ImaRecordForged(long record) implements ReplayFailure {}
}
