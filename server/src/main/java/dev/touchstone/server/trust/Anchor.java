package dev.touchstone.server.trust;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.touchstone.bytes.Bytes;
import java.security.cert.X509Certificate;
import java.util.Locale;

/**
 * A CA certificate an administrator imported. Only a {@link Role#ROOT} is trusted for itself.
 *
 * @param sha256 fingerprint of the whole certificate
 * @param certificate the certificate
 * @param role whether chains may end here
 * @param label who made it, and what its hosts may be called
 */
record Anchor(Bytes sha256, X509Certificate certificate, Role role, Label label) {

    enum Role {
        ROOT,
        INTERMEDIATE;

        /** As stored and as sent. */
        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Role ofWireName(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * What is said of an anchor and of the TPMs below it.
     *
     * @param maker the TPM's maker
     * @param virtual whether its TPMs are software of a hypervisor or a lab, not chips or firmware
     * @param recognised whether the shipped manifest of makers' roots says so, rather than the importer
     */
    record Label(String maker, boolean virtual, boolean recognised) {

        /** Of a certificate that leads to no known root: it claims nothing. */
        static final Label UNKNOWN = new Label("unknown", true, false);
    }

    static Anchor of(X509Certificate certificate, Role role, Label label) {
        return new Anchor(Certificates.fingerprint(certificate), certificate, role, label);
    }
}
