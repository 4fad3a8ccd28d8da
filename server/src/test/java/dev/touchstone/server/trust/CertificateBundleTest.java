package dev.touchstone.server.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.trust.CertificateBundle.Entry;
import java.io.ByteArrayOutputStream;
import java.security.cert.CertPath;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateBundleTest {

    private static final X509Certificate ONE = TestCa.named("One").selfSigned();
    private static final X509Certificate TWO = TestCa.named("Two").selfSigned();

    @Test
    void pem_is_read_with_any_text_around_it() {
        String text = "Subject: one\n" + pem(ONE) + "\r\n# and\r\n" + pem(TWO).replace("\n", "\r\n") + "the end\n";

        assertThat(CertificateBundle.readPem(text)).containsExactly(new Entry.Read(ONE), new Entry.Read(TWO));
    }

    @Test
    void der_is_read_with_or_without_a_line_feed_behind_it() {
        assertThat(CertificateBundle.read(TestCa.der(ONE))).containsExactly(new Entry.Read(ONE));
        assertThat(CertificateBundle.read(Bytes.concat(TestCa.der(ONE), Bytes.ofUtf8("\n"))))
                .containsExactly(new Entry.Read(ONE));
    }

    @Test
    void pkcs7_is_read_binary_and_as_pem() throws Exception {
        CertPath path = Certificates.factory().generateCertPath(List.of(ONE, TWO));
        Bytes p7b = Bytes.of(path.getEncoded("PKCS7"));

        assertThat(CertificateBundle.read(p7b)).containsExactlyInAnyOrder(new Entry.Read(ONE), new Entry.Read(TWO));
        assertThat(CertificateBundle.readPem(block("PKCS7", p7b))).hasSize(2);
    }

    @Test
    void one_damaged_certificate_does_not_hide_the_others() {
        String damaged = block("CERTIFICATE", TestCa.der(ONE).slice(0, 200));

        assertThat(CertificateBundle.readPem(pem(ONE) + damaged + pem(TWO)))
                .extracting(entry -> entry.getClass().getSimpleName())
                .containsExactly("Read", "Unreadable", "Read");
    }

    @Test
    void what_is_no_certificate_is_said_and_not_skipped() {
        String request = block("CERTIFICATE REQUEST", Bytes.of((byte) 1));
        String cut = pem(TWO).substring(0, 100);

        assertThat(CertificateBundle.readPem(request + pem(ONE) + cut))
                .extracting(entry -> entry.getClass().getSimpleName())
                .containsExactly("Unreadable", "Read", "Unreadable");
    }

    @Test
    void a_der_file_cut_at_any_byte_is_unreadable() {
        Bytes der = TestCa.der(ONE);
        for (int length = 1; length < der.length(); length++) {
            assertThat(CertificateBundle.read(der.slice(0, length)))
                    .singleElement()
                    .isInstanceOf(Entry.Unreadable.class);
        }
    }

    @Test
    void a_file_without_certificates_has_none() {
        assertThat(CertificateBundle.read(Bytes.EMPTY)).isEmpty();
        assertThat(CertificateBundle.read(Bytes.ofUtf8("hello"))).isEmpty();
    }

    @Test
    void a_large_file_of_dashes_is_read_in_one_pass() {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < 40_000; i++) {
            out.writeBytes("-----BEGIN CERTIFICATE-----".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }

        assertThat(CertificateBundle.read(Bytes.of(out.toByteArray()))).hasSize(1);
    }

    static String pem(X509Certificate certificate) {
        return block("CERTIFICATE", TestCa.der(certificate));
    }

    private static String block(String label, Bytes content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(
                        label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content.toArray()), label);
    }
}
