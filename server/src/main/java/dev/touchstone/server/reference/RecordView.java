package dev.touchstone.server.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.reference.ReferenceRecord;
import java.util.Map;
import java.util.TreeMap;

/**
 * A golden record on the wire.
 *
 * @param digests hex by bank
 * @param text what it is, in words
 */
public record RecordView(int pcr, Map<String, String> digests, String text) {

    /** As it goes over the wire. */
    public static RecordView of(ReferenceRecord reference) {
        return new RecordView(reference.pcr(), hex(reference.digests()), reference.text());
    }

    /**
     * As it is compared.
     *
     * @throws IllegalArgumentException if it is no record
     */
    public ReferenceRecord read() {
        return new ReferenceRecord(pcr, digests(digests), text);
    }

    static Map<String, String> hex(Map<HashAlgorithm, Bytes> banks) {
        Map<String, String> hex = new TreeMap<>();
        banks.forEach((bank, value) -> hex.put(bank.bank(), value.toHex()));
        return hex;
    }

    static Map<HashAlgorithm, Bytes> digests(Map<String, String> hex) {
        Map<HashAlgorithm, Bytes> digests = new TreeMap<>();
        hex.forEach((bank, value) -> digests.put(
                HashAlgorithm.ofBank(bank).orElseThrow(() -> new IllegalArgumentException("there is no bank " + bank)),
                Bytes.ofHex(value)));
        return digests;
    }
}
