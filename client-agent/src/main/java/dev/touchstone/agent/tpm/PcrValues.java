package dev.touchstone.agent.tpm;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.List;
import java.util.SortedMap;

/**
 * PCR values in the order of a selection.
 *
 * @param banks one entry for each selected bank
 */
public record PcrValues(List<Bank> banks) {

    /** The values of one bank by index. */
    public record Bank(HashAlgorithm algorithm, SortedMap<Integer, Bytes> values) {}

    public PcrValues {
        banks = List.copyOf(banks);
    }

    /** What a quote over exactly these values carries as pcrDigest: their hash, joined in order (Part 3, §18.4). */
    public Bytes digest(HashAlgorithm hash) {
        return hash.hash(
                banks.stream().flatMap(bank -> bank.values().values().stream()).toArray(Bytes[]::new));
    }
}
