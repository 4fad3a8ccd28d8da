package dev.touchstone.server.trust;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A CA made for a test, with a key of its own.
 *
 * @param name its subject's common name
 * @param keys its keys
 */
record TestCa(String name, KeyPair keys) {

    static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");
    static final Instant END = Instant.parse("2040-01-01T00:00:00Z");
    private static final AtomicLong SERIAL = new AtomicLong(1);

    static TestCa named(String name) {
        return new TestCa(name, ecKeys());
    }

    static KeyPair ecKeys() {
        return keys("EC", new ECGenParameterSpec("secp256r1"));
    }

    static KeyPair rsaKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair keys(String algorithm, ECGenParameterSpec curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(curve);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    X509Certificate selfSigned() {
        return issueCa(this).sign();
    }

    X509Certificate selfSigned(Instant begin, Instant end) {
        return issueCa(this).valid(begin, end).sign();
    }

    /** This CA's certificate for {@code other}. */
    Draft issueCa(TestCa other) {
        return new Draft(this, "CN=" + other.name, spki(other.keys.getPublic()))
                .with(Extension.basicConstraints, true, new BasicConstraints(true))
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    }

    /** An EK certificate as makers write it: empty subject, critical subjectAltName and extendedKeyUsage. */
    Draft issueEk(PublicKey ek) {
        return issueBare(ek)
                .with(Extension.extendedKeyUsage, true, purpose(KeyUsages.EK_CERTIFICATE))
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyEncipherment));
    }

    /** An EK certificate that says nothing of usage. */
    Draft issueBare(PublicKey ek) {
        return new Draft(this, "", spki(ek))
                .with(Extension.basicConstraints, true, new BasicConstraints(false))
                .with(Extension.subjectAlternativeName, true, tpm());
    }

    static ExtendedKeyUsage purpose(String oid) {
        return new ExtendedKeyUsage(KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid)));
    }

    static SubjectPublicKeyInfo spki(PublicKey key) {
        return SubjectPublicKeyInfo.getInstance(key.getEncoded());
    }

    /** The same RSA key under id-RSAES-OAEP, as STMicroelectronics and Nuvoton write it. */
    static SubjectPublicKeyInfo oaep(PublicKey key) {
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.840.113549.1.1.7")),
                spki(key).getPublicKeyData().getBytes());
    }

    private static GeneralNames tpm() {
        return new GeneralNames(
                new GeneralName(new X500Name("2.23.133.2.1=id:54455354,2.23.133.2.2=TestTPM,2.23.133.2.3=id:0001")));
    }

    static Bytes der(X509Certificate certificate) {
        return Certificates.encoded(certificate);
    }

    static Bytes subjectPublicKeyInfo(PublicKey key) {
        return Bytes.of(key.getEncoded());
    }

    /** A certificate not signed yet. */
    static final class Draft {

        private record Part(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {}

        private final TestCa issuer;
        private final String subject;
        private final Map<ASN1ObjectIdentifier, Part> parts = new LinkedHashMap<>();
        private SubjectPublicKeyInfo key;
        private Instant begin = BEGIN;
        private Instant end = END;

        private Draft(TestCa issuer, String subject, SubjectPublicKeyInfo key) {
            this.issuer = issuer;
            this.subject = subject;
            this.key = key;
        }

        /** Replaces an extension of the same kind. */
        Draft with(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
            parts.put(oid, new Part(oid, critical, value));
            return this;
        }

        Draft valid(Instant from, Instant to) {
            begin = from;
            end = to;
            return this;
        }

        Draft key(SubjectPublicKeyInfo other) {
            key = other;
            return this;
        }

        X509Certificate sign() {
            String algorithm =
                    issuer.keys.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            return sign(algorithm);
        }

        X509Certificate sign(String algorithm) {
            try {
                var builder = new X509v3CertificateBuilder(
                        new X500Name("CN=" + issuer.name),
                        BigInteger.valueOf(SERIAL.getAndIncrement()),
                        Date.from(begin),
                        Date.from(end),
                        new X500Name(subject),
                        key);
                for (Part part : parts.values()) {
                    builder.addExtension(part.oid, part.critical, part.value);
                }
                var signer = new JcaContentSignerBuilder(algorithm)
                        .setProvider(new BouncyCastleProvider())
                        .build(issuer.keys.getPrivate());
                return Certificates.parse(Bytes.of(builder.build(signer).getEncoded()));
            } catch (IOException | OperatorCreationException | MalformedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
