package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;

/** Refuses golden values no TPM could hold. */
final class Pcrs {

    private static final int PCRS = 24;

    private Pcrs() {}

    static void check(int pcr) {
        if (pcr < 0 || pcr >= PCRS) {
            throw new IllegalArgumentException("there is no PCR " + pcr);
        }
    }

    static void check(HashAlgorithm bank, Bytes digest) {
        if (digest.length() != bank.size()) {
            throw new IllegalArgumentException(
                    bank.bank() + " digests have " + bank.size() + " bytes, not " + digest.length());
        }
    }
}
