package dev.touchstone.server.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A key presented for a host")
class PresentedKeyTest {

    private static final PublicKey RSA = TestCa.rsaKeys().getPublic();
    private static final PublicKey EC = TestCa.ecKeys().getPublic();
    private static final TestCa CA = TestCa.named("network");

    private static Bytes der(PublicKey key) {
        return Bytes.of(key.getEncoded());
    }

    private static X509Certificate certificate(PublicKey key) {
        return CA.issueCa(new TestCa("ams-r12-07", new KeyPair(key, CA.keys().getPrivate())))
                .sign();
    }

    static String pem(String label, Bytes der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der.toArray()) + "\n-----END "
                + label + "-----\n";
    }

    private static void refused(String text, String why) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> PresentedKey.read(text))
                .withMessageContaining(why);
    }

    @Test
    @DisplayName("is the same alone and in a certificate, in PEM and in base64, with text around it")
    void forms() throws MalformedException {
        for (PublicKey key : new PublicKey[] {RSA, EC}) {
            Bytes certificate = TestCa.der(certificate(key));

            assertThat(PresentedKey.read(der(key).toBase64()).subjectPublicKeyInfo())
                    .isEqualTo(der(key));
            assertThat(PresentedKey.read(pem("PUBLIC KEY", der(key))).subject()).isEmpty();
            PresentedKey read = PresentedKey.read("Certificate:\n  Data\n" + pem("CERTIFICATE", certificate) + "\n");
            assertThat(read.subjectPublicKeyInfo()).isEqualTo(der(key));
            assertThat(read.subject()).contains("CN=ams-r12-07");
            assertThat(PresentedKey.read(certificate.toBase64())).isEqualTo(read);
            assertThat(read.sha256()).isEqualTo(HashAlgorithm.SHA256.hash(der(key)));
        }
    }

    @Test
    @DisplayName("has the identifier that others compute for it (RFC 5280 §4.2.1.2, method 1)")
    void identifier() throws MalformedException, GeneralSecurityException {
        for (PublicKey key : new PublicKey[] {RSA, EC}) {
            assertThat(PresentedKey.ofKey(der(key)).keyIdentifier())
                    .isEqualTo(Bytes.of(new JcaX509ExtensionUtils()
                            .createSubjectKeyIdentifier(key)
                            .getKeyIdentifier()));
        }
    }

    @Test
    void cut_anywhere_or_with_bytes_after_it_is_refused() {
        for (Bytes whole : new Bytes[] {der(EC), der(RSA), TestCa.der(certificate(EC))}) {
            for (int length = 0; length < whole.length(); length++) {
                refused(whole.slice(0, length).toBase64(), "");
            }
            refused(Bytes.concat(whole, Bytes.filled(1, 0)).toBase64(), "");
        }
    }

    @Test
    @DisplayName("in a second spelling is refused: of one key there is one digest")
    void spelling() throws Exception {
        refused(Bytes.of(TestCa.oaep(RSA).getEncoded()).toBase64(), "");
        // 0x30 0x59 … as 0x30 0x81 0x59 …: BER takes it, DER does not.
        Bytes padded = Bytes.concat(Bytes.ofHex("3081"), der(EC).slice(1, der(EC).length()));
        refused(padded.toBase64(), "one DER encoding");
    }

    @Test
    void too_small_or_of_another_kind_is_refused() throws GeneralSecurityException {
        KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
        small.initialize(1024);
        refused(der(small.generateKeyPair().getPublic()).toBase64(), "2048");
        refused(
                der(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic())
                        .toBase64(),
                "neither");
    }

    @Test
    @DisplayName("is refused where it is a private key, which is not repeated, or a chain, or nothing of the kind")
    void other_texts() {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> PresentedKey.read(pem("EC PRIVATE KEY", Bytes.ofUtf8("secret"))))
                .withMessageContaining("private key")
                .withMessageNotContaining(Bytes.ofUtf8("secret").toBase64());
        String one = pem("CERTIFICATE", TestCa.der(certificate(EC)));
        refused(one + one, "more than one");
        refused(one.replace("-----END", "-----FIN"), "no end");
        refused(pem("CERTIFICATE REQUEST", der(EC)), "not CERTIFICATE or PUBLIC KEY");
        refused("", "");
        refused("A".repeat(PresentedText.MAX_TEXT + 4), "characters");
        refused(Bytes.filled(EkCertificate.MAX_LENGTH + 3, 0x30).toBase64(), "bytes");
    }
}
