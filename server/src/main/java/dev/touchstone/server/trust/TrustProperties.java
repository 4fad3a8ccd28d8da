package dev.touchstone.server.trust;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator decides about old certificates; {@code docs/trust-anchors.md} says why each default is what it is.
 *
 * @param expired which certificates of a chain may have expired
 * @param sha1 whether a signature over SHA-1 counts
 */
@ConfigurationProperties("touchstone.trust")
record TrustProperties(
        @DefaultValue("allow-leaf") Expired expired,
        @DefaultValue("allow") Sha1 sha1) {

    static final TrustProperties DEFAULTS = new TrustProperties(Expired.ALLOW_LEAF, Sha1.ALLOW);

    enum Expired {
        /** None. */
        REFUSE("refuse"),
        /** The EK certificate itself: its key still sits in the TPM and has to answer now. */
        ALLOW_LEAF("allow-leaf"),
        /** Any: also CAs whose keys nobody promises to guard any more. */
        ALLOW("allow");

        private final String setting;

        Expired(String setting) {
            this.setting = setting;
        }

        @Override
        public String toString() {
            return setting;
        }
    }

    enum Sha1 {
        /** SHA-1 signatures are refused below the root. */
        REFUSE("refuse"),
        /** SHA-1 signatures are accepted and mentioned. */
        ALLOW("allow");

        private final String setting;

        Sha1(String setting) {
            this.setting = setting;
        }

        @Override
        public String toString() {
            return setting;
        }
    }
}
