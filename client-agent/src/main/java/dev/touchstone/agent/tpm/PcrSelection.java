package dev.touchstone.agent.tpm;

import dev.touchstone.bytes.HashAlgorithm;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Some PCRs of one bank (TPMS_PCR_SELECTION).
 *
 * @param bank the bank
 * @param pcrs their indices, 0–23, at least one
 */
public record PcrSelection(HashAlgorithm bank, SortedSet<Integer> pcrs) {

    /** The highest PCR of a PC Client TPM. */
    public static final int MAX_PCR = 23;

    public PcrSelection {
        pcrs = Collections.unmodifiableSortedSet(new TreeSet<>(pcrs));
        if (pcrs.isEmpty() || pcrs.first() < 0 || pcrs.last() > MAX_PCR) {
            throw new IllegalArgumentException("PCRs " + pcrs + " of " + bank.bank() + ": expected some of 0–23");
        }
    }

    /** The same, of any collection. */
    public static PcrSelection of(HashAlgorithm bank, Collection<Integer> pcrs) {
        return new PcrSelection(bank, new TreeSet<>(pcrs));
    }
}
