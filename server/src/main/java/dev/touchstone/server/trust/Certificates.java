package dev.touchstone.server.trust;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.NoSuchProviderException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import javax.security.auth.x500.X500Principal;

/** Questions asked of a parsed certificate. */
final class Certificates {

    private Certificates() {}

    /**
     * Parses exactly one DER certificate. The JDK's own factory is named: Bouncy Castle refuses serial numbers with
     * leading zeros, which STMicroelectronics issues.
     */
    static X509Certificate parse(Bytes der) throws MalformedException {
        try {
            var certificate = (X509Certificate) factory().generateCertificate(new ByteArrayInputStream(der.toArray()));
            if (!encoded(certificate).equals(der)) {
                throw new MalformedException(0, "the certificate does not account for all its bytes");
            }
            certificate.getSubjectAlternativeNames();
            certificate.getExtendedKeyUsage();
            return certificate;
        } catch (CertificateException | RuntimeException e) {
            // The JDK's parser meets hostile bytes here; whatever it throws, they are no certificate.
            throw new MalformedException(0, "not an X.509 certificate: " + Text.line(e));
        }
    }

    static CertificateFactory factory() throws CertificateException {
        try {
            return CertificateFactory.getInstance("X.509", "SUN");
        } catch (NoSuchProviderException e) {
            throw new IllegalStateException("this Java runtime has no SUN provider", e);
        }
    }

    static Bytes encoded(X509Certificate certificate) {
        try {
            return Bytes.of(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a parsed certificate has an encoding", e);
        }
    }

    /** The SHA-256 of the whole certificate, as makers publish it. */
    static Bytes fingerprint(X509Certificate certificate) {
        return HashAlgorithm.SHA256.hash(encoded(certificate));
    }

    static String subject(X509Certificate certificate) {
        return Text.printable(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253));
    }

    static String issuer(X509Certificate certificate) {
        return Text.printable(certificate.getIssuerX500Principal().getName(X500Principal.RFC2253));
    }

    /** Whether the names say that the certificate issued itself; the signature may say otherwise. */
    static boolean selfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    static boolean selfSigned(X509Certificate certificate) {
        return selfIssued(certificate) && signedBy(certificate, certificate.getPublicKey());
    }

    /** Whether it may sign certificates: basicConstraints and, if present, keyUsage (RFC 5280 §4.2.1.9, §4.2.1.3). */
    static boolean isCa(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return certificate.getBasicConstraints() >= 0 && (usage == null || usage[5]);
    }

    /** Sizes outside which a signature proves nothing, or takes a hostile amount of time to check. */
    static boolean signingKeyIsSound(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa ->
                rsa.getModulus().bitLength() >= 2048
                        && rsa.getModulus().bitLength() <= 8192
                        && rsa.getPublicExponent().bitLength() <= 64;
            case ECPublicKey ec -> ec.getParams().getOrder().bitLength() >= 256;
            default -> false;
        };
    }

    static boolean signedBy(X509Certificate certificate, PublicKey key) {
        if (!signingKeyIsSound(key)) {
            return false;
        }
        try {
            certificate.verify(key);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            // A key of another kind, an unknown algorithm, or a wrong signature: in each case not this issuer.
            return false;
        }
    }
}
