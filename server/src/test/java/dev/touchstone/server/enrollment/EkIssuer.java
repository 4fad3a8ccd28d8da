package dev.touchstone.server.enrollment;

import dev.touchstone.bytes.Bytes;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A maker of TPMs whose certificates expire when a test says so. */
final class EkIssuer {

    private static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");

    private final KeyPair keys;
    private final X500Name name;
    private final X509CertificateHolder root;

    private EkIssuer(KeyPair keys, X500Name name, Instant end) throws Exception {
        this.keys = keys;
        this.name = name;
        this.root = sign(
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()),
                name,
                end,
                new BasicConstraints(true),
                KeyUsage.keyCertSign);
    }

    /** A maker whose root is valid until {@code end}. */
    static EkIssuer until(String name, Instant end) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return new EkIssuer(generator.generateKeyPair(), new X500Name("CN=" + name), end);
    }

    /** An EK certificate valid until {@code end}. */
    Bytes certify(Bytes subjectPublicKeyInfo, Instant end) throws Exception {
        return Bytes.of(sign(
                        SubjectPublicKeyInfo.getInstance(subjectPublicKeyInfo.toArray()),
                        new X500Name("CN=ek"),
                        end,
                        new BasicConstraints(false),
                        KeyUsage.keyEncipherment)
                .getEncoded());
    }

    /** The root in PEM. */
    String pem() throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(root);
        }
        return text.toString();
    }

    private X509CertificateHolder sign(
            SubjectPublicKeyInfo key, X500Name subject, Instant end, BasicConstraints constraints, int usage)
            throws Exception {
        return new X509v3CertificateBuilder(
                        name, BigInteger.valueOf(System.nanoTime()), Date.from(BEGIN), Date.from(end), subject, key)
                .addExtension(Extension.basicConstraints, true, constraints)
                .addExtension(Extension.keyUsage, true, new KeyUsage(usage))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    }
}
