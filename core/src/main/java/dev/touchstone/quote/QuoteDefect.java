package dev.touchstone.quote;

import java.util.Locale;

/**
 * Why a quote is refused.
 *
 * @param code which requirement failed
 * @param summary one line for a person
 * @param expected what would have been accepted
 * @param actual what the quote has
 */
public record QuoteDefect(Code code, String summary, String expected, String actual) {

    /** What a defect says about who made the quote. */
    public enum Tier {
        /** It is not shown that this host's key signed this challenge: nothing is known of the host. */
        NOT_AUTHENTIC,
        /** The host's own key signed it, fresh, but it does not answer the challenge or its values contradict it. */
        INCONSISTENT
    }

    /** The requirements, each with the tier its failure belongs to. */
    public enum Code {
        SIGNATURE_MALFORMED(Tier.NOT_AUTHENTIC),
        SIGNATURE_SCHEME(Tier.NOT_AUTHENTIC),
        SIGNATURE_HASH_WEAK(Tier.NOT_AUTHENTIC),
        SIGNATURE_INVALID(Tier.NOT_AUTHENTIC),
        ATTEST_MAGIC(Tier.NOT_AUTHENTIC),
        ATTEST_TYPE(Tier.NOT_AUTHENTIC),
        ATTEST_MALFORMED(Tier.NOT_AUTHENTIC),
        NONCE_MISMATCH(Tier.NOT_AUTHENTIC),
        QUALIFIED_SIGNER(Tier.NOT_AUTHENTIC),
        PCR_SELECTION(Tier.INCONSISTENT),
        PCR_VALUES_MISSING(Tier.INCONSISTENT),
        PCR_VALUES_SURPLUS(Tier.INCONSISTENT),
        PCR_DIGEST(Tier.INCONSISTENT);

        private final Tier tier;

        Code(Tier tier) {
            this.tier = tier;
        }

        /** Who the defect is about. */
        public Tier tier() {
            return tier;
        }

        /** The requirement without what it is asked of: {@code nonce-mismatch}. */
        String requirement() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The stable form for wire and records: {@code quote-nonce-mismatch}. */
        @Override
        public String toString() {
            return "quote-" + requirement();
        }
    }

    /** The tier of {@link #code()}. */
    public Tier tier() {
        return code.tier();
    }
}
