package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.Set;

/** Refuses golden values no TPM could hold, or that prove nothing. */
final class Pcrs {

    /** Debug and application PCRs, which anyone may reset at will (PC Client PTP §4.6.2): never judged. */
    static final Set<Integer> NEVER_JUDGED = Set.of(16, 23);

    private static final int PCRS = 24;

    private Pcrs() {}

    static void check(int pcr) {
        if (pcr < 0 || pcr >= PCRS) {
            throw new IllegalArgumentException("there is no PCR " + pcr);
        }
        if (NEVER_JUDGED.contains(pcr)) {
            throw new IllegalArgumentException("anyone may reset PCR " + pcr + ": it is never judged");
        }
    }

    static Set<Integer> spokenOf(String variant, Set<Integer> pcrs) {
        pcrs.forEach(Pcrs::check);
        if (pcrs.isEmpty()) {
            throw new IllegalArgumentException("variant " + variant + " speaks of no PCR");
        }
        return Set.copyOf(pcrs);
    }

    static void check(HashAlgorithm bank, Bytes digest) {
        if (digest.length() != bank.size()) {
            throw new IllegalArgumentException(
                    bank.bank() + " digests have " + bank.size() + " bytes, not " + digest.length());
        }
    }
}
