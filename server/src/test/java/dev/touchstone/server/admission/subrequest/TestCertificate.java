package dev.touchstone.server.admission.subrequest;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate of a new key, signed by itself: of the client's, only the key counts. */
record TestCertificate(Bytes der, Bytes spki) {

    static TestCertificate create() {
        try {
            KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
            X500Name name = new X500Name("CN=%{User-Name}");
            byte[] der = new JcaX509v3CertificateBuilder(
                            name,
                            BigInteger.ONE,
                            Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                            Date.from(Instant.parse("2040-01-01T00:00:00Z")),
                            name,
                            keys.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                    .getEncoded();
            return new TestCertificate(Bytes.of(der), Bytes.of(keys.getPublic().getEncoded()));
        } catch (GeneralSecurityException | IOException | OperatorException e) {
            throw new IllegalStateException(e);
        }
    }

    Bytes spkiSha256() {
        return HashAlgorithm.SHA256.hash(spki);
    }

    String pem() {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.toArray());
        return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    }

    /** As nginx and Envoy escape it. */
    String escaped() {
        return URLEncoder.encode(pem(), StandardCharsets.US_ASCII).replace("+", "%20");
    }
}
