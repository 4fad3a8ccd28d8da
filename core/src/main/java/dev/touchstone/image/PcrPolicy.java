package dev.touchstone.image;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.Map;
import java.util.SortedMap;

/** The digest of a policy that PCRs have given values: TPM2_PolicyPCR (TPM 2.0 Library, Part 3, §23.7). */
public final class PcrPolicy {

    /** PCRs a PC Client TPM has. */
    static final int PCR_COUNT = 24;

    private static final HashAlgorithm SESSION = HashAlgorithm.SHA256; // whatever the bank, systemd's sessions are
    private static final Bytes COMMAND_AND_COUNT = Bytes.ofHex("0000017f00000001");
    private static final int BITMAP = PCR_COUNT / Byte.SIZE;

    private PcrPolicy() {}

    /**
     * The policy digest of a SHA-256 session that had no other assertion.
     *
     * @param bank the bank of the PCRs
     * @param values by PCR, each of the bank's size
     * @throws IllegalArgumentException for no PCR, one outside 0–23, or a value of another size
     */
    public static Bytes digest(HashAlgorithm bank, SortedMap<Integer, Bytes> values) {
        if (values.isEmpty() || values.firstKey() < 0 || values.lastKey() >= PCR_COUNT) {
            throw new IllegalArgumentException("no PCRs, or outside 0–23: " + values.keySet());
        }
        byte[] bitmap = new byte[BITMAP];
        for (Map.Entry<Integer, Bytes> pcr : values.entrySet()) {
            if (pcr.getValue().length() != bank.size()) {
                throw new IllegalArgumentException("not a " + bank.bank() + " value: " + pcr.getValue());
            }
            bitmap[pcr.getKey() / Byte.SIZE] |= (byte) (1 << pcr.getKey() % Byte.SIZE);
        }
        Bytes joined = SESSION.hash(values.values().toArray(Bytes[]::new));
        Bytes selection = Bytes.concat(
                Bytes.of((byte) (bank.id() >> Byte.SIZE), (byte) bank.id(), (byte) BITMAP), Bytes.of(bitmap));
        return SESSION.hash(SESSION.zero(), COMMAND_AND_COUNT, selection, joined);
    }
}
