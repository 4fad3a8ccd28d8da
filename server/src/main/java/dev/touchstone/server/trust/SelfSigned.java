package dev.touchstone.server.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** A certificate that a P-256 key signs for itself (RFC 5280 §4.1): a statement of its holder's, and no one else's. */
public final class SelfSigned {

    private static final AlgorithmIdentifier ECDSA_SHA256 =
            new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    private static final int SERIAL_BITS = 127;

    private SelfSigned() {}

    /**
     * Makes one.
     *
     * @param name such as {@code CN=result signer}
     * @param from valid from, to the second
     * @param until valid until, to the second
     */
    public static X509Certificate certificate(KeyPair key, String name, Instant from, Instant until)
            throws GeneralSecurityException {
        try {
            TBSCertificate content = content(key, new X500Name(name), from, until);
            var parts = new ASN1EncodableVector();
            parts.add(content);
            parts.add(ECDSA_SHA256);
            parts.add(new DERBitString(signature(key, content.getEncoded(ASN1Encoding.DER))));
            byte[] der = new DERSequence(parts).getEncoded(ASN1Encoding.DER);
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (IOException e) {
            throw new GeneralSecurityException("The certificate cannot be encoded", e);
        }
    }

    private static TBSCertificate content(KeyPair key, X500Name name, Instant from, Instant until) {
        var generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE)));
        generator.setSignature(ECDSA_SHA256);
        generator.setIssuer(name);
        generator.setSubject(name);
        generator.setStartDate(new Time(Date.from(from)));
        generator.setEndDate(new Time(Date.from(until)));
        generator.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded()));
        return generator.generateTBSCertificate();
    }

    private static byte[] signature(KeyPair key, byte[] content) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key.getPrivate());
        signature.update(content);
        return signature.sign();
    }
}
