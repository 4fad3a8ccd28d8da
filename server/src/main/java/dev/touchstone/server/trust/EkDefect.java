package dev.touchstone.server.trust;

/**
 * One reason why an EK certificate is not accepted.
 *
 * @param code stable, for programs; one of the constants here
 * @param summary for a person
 * @param expected what would have been accepted
 * @param actual what was found
 */
public record EkDefect(String code, String summary, String expected, String actual) {

    /** Bytes that are no certificate. */
    public static final String MALFORMED = "ek-certificate-malformed";

    /** More certificates than are looked at. */
    public static final String TOO_MANY = "ek-certificates-too-many";

    /** The certificate is of another key than the EK that is challenged. */
    public static final String OTHER_KEY = "ek-certificate-other-key";

    /** A CA certificate where an EK certificate belongs. */
    public static final String IS_CA = "ek-certificate-is-ca";

    /** The certificate is not for an endorsement key. */
    public static final String USAGE = "ek-certificate-usage";

    /** No chain to an imported root, or one that breaks a rule of RFC 5280. */
    public static final String CHAIN_UNTRUSTED = "ek-chain-untrusted";

    /** A certificate of the chain has expired, and policy does not excuse it. */
    public static final String CHAIN_EXPIRED = "ek-chain-expired";

    /** A certificate of the chain is not valid yet. */
    public static final String CHAIN_NOT_YET_VALID = "ek-chain-not-yet-valid";

    /** A SHA-1 signature in the chain, and policy refuses those. */
    public static final String CHAIN_WEAK = "ek-chain-weak-signature";

    /** A CA of the chain is for another purpose than EK certificates. */
    public static final String CHAIN_USAGE = "ek-chain-usage";
}
