package dev.touchstone.server.trust;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The extendedKeyUsage of EK certificates and their CAs (TCG EK Credential Profile for TPM 2.0, §3.2). */
final class KeyUsages {

    /** tcg-kp-EKCertificate. */
    static final String EK_CERTIFICATE = "2.23.133.8.1";

    private static final String ANY = "2.5.29.37.0";

    private KeyUsages() {}

    /** The purposes of an EK certificate that names purposes, none of them being an EK. */
    static Optional<List<String>> excludingEk(X509Certificate leaf) {
        return purposes(leaf).filter(purposes -> !purposes.contains(EK_CERTIFICATE));
    }

    /**
     * The purposes of a CA that is limited to others; one below Microsoft's TPM root may only certify attestation keys.
     */
    static Optional<List<String>> excludingEkIssuance(X509Certificate authority) {
        return excludingEk(authority).filter(purposes -> !purposes.contains(ANY));
    }

    private static Optional<List<String>> purposes(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getExtendedKeyUsage());
        } catch (CertificateParsingException e) {
            return Optional.of(List.of("unreadable"));
        }
    }
}
