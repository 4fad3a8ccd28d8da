package dev.touchstone.image;

import java.util.Locale;

/**
 * Why PCR values do not count as signed.
 *
 * @param code which requirement failed
 * @param summary one line for a person
 * @param expected what would have been accepted
 * @param actual what there is
 */
public record PcrSignatureDefect(Code code, String summary, String expected, String actual) {

    /** The requirements. */
    public enum Code {
        /** The key given is of a kind that signs no PCR policies. */
        KEY_NOT_RSA,
        /** The signature claims another key. */
        KEY_FINGERPRINT,
        /** The key did not sign this policy. */
        SIGNATURE_INVALID,
        /** No signature is about these PCRs having these values. */
        VALUES_NOT_SIGNED;

        /** The stable form for wire and records: {@code pcr-signature-key-fingerprint}. */
        @Override
        public String toString() {
            return "pcr-signature-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
