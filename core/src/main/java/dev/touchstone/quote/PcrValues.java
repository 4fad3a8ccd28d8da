package dev.touchstone.quote;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.tpm.PcrSelection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * PCR values by bank and index, each of its bank's size. As sent they are claims; a quote's digest makes them facts.
 */
public final class PcrValues {

    /** No values. */
    public static final PcrValues NONE = new PcrValues(Map.of());

    private final Map<HashAlgorithm, SortedMap<Integer, Bytes>> banks;

    private PcrValues(Map<HashAlgorithm, SortedMap<Integer, Bytes>> banks) {
        this.banks = banks;
    }

    /** A copy of {@code values}; an index outside 0–23 or a value of another size than its bank's is refused. */
    public static PcrValues of(Map<HashAlgorithm, ? extends Map<Integer, Bytes>> values) throws MalformedException {
        Map<HashAlgorithm, SortedMap<Integer, Bytes>> banks = new EnumMap<>(HashAlgorithm.class);
        for (Map.Entry<HashAlgorithm, ? extends Map<Integer, Bytes>> bank : values.entrySet()) {
            banks.put(bank.getKey(), checked(bank.getKey(), bank.getValue()));
        }
        return new PcrValues(banks);
    }

    private static SortedMap<Integer, Bytes> checked(HashAlgorithm bank, Map<Integer, Bytes> values)
            throws MalformedException {
        SortedMap<Integer, Bytes> sorted = new TreeMap<>(values);
        for (Map.Entry<Integer, Bytes> value : sorted.entrySet()) {
            if (value.getKey() < 0 || value.getKey() >= PcrSelection.PCR_COUNT) {
                throw new MalformedException(0, "PCR " + value.getKey() + " is outside 0–23");
            }
            if (value.getValue().length() != bank.size()) {
                throw new MalformedException(
                        0,
                        bank.bank() + " PCR " + value.getKey() + " has "
                                + value.getValue().length() + " bytes, not " + bank.size());
            }
        }
        return Collections.unmodifiableSortedMap(sorted);
    }

    /** Every bank with its values. */
    public Map<HashAlgorithm, SortedMap<Integer, Bytes>> banks() {
        return Collections.unmodifiableMap(banks);
    }

    /** The values of one bank by index; empty if there are none. */
    public SortedMap<Integer, Bytes> bank(HashAlgorithm bank) {
        return banks.getOrDefault(bank, Collections.emptySortedMap());
    }

    /** One value. */
    public Optional<Bytes> value(HashAlgorithm bank, int pcr) {
        return Optional.ofNullable(bank(bank).get(pcr));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PcrValues values && banks.equals(values.banks);
    }

    @Override
    public int hashCode() {
        return banks.hashCode();
    }

    @Override
    public String toString() {
        return banks.toString();
    }
}
