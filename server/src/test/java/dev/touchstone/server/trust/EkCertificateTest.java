package dev.touchstone.server.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EkCertificateTest {

    private static final Bytes DER = TestCa.der(
            TestCa.named("maker").issueEk(TestCa.ecKeys().getPublic()).sign());

    @Test
    void bare_der_is_read_and_kept() throws MalformedException {
        EkCertificate read = EkCertificate.read(DER);

        assertThat(read.der()).isEqualTo(DER);
        assertThat(Certificates.encoded(read.certificate())).isEqualTo(DER);
    }

    @Test
    void the_header_of_a_pc_client_stored_certificate_is_stripped() throws MalformedException {
        assertThat(EkCertificate.read(stored(DER, DER.length() + 2)).der()).isEqualTo(DER);
    }

    @Test
    void the_fill_of_an_nv_index_is_no_part_of_the_certificate() throws MalformedException {
        for (int fill : new int[] {0x00, 0xff, 0x11}) {
            assertThat(EkCertificate.read(Bytes.concat(DER, Bytes.filled(200, fill)))
                            .der())
                    .isEqualTo(DER);
        }
        Bytes both = Bytes.concat(stored(DER, DER.length() + 2), Bytes.filled(300, 0));
        assertThat(EkCertificate.read(both).der()).isEqualTo(DER);
    }

    @Test
    void anything_else_after_the_certificate_is_refused() {
        refused(Bytes.concat(DER, Bytes.of((byte) 1, (byte) 2)), "left over");
        refused(Bytes.concat(DER, DER), "left over");
    }

    @Test
    void a_header_that_lies_about_the_size_is_refused() {
        refused(stored(DER, DER.length() + 3), "remain");
        refused(stored(DER, DER.length() + 1), "remain");
        refused(stored(DER, 0xffff), "remain");
        refused(Bytes.concat(Bytes.ofHex("1001010010 1002".replace(" ", "")), DER), "not the header");
        refused(Bytes.concat(Bytes.ofHex("1001000400 1003".replace(" ", "")), DER), "remain");
    }

    @Test
    void a_certificate_cut_at_any_byte_is_refused() {
        for (int length = 0; length < DER.length(); length++) {
            refused(DER.slice(0, length), "");
        }
        Bytes stored = stored(DER, DER.length() + 2);
        for (int length = 0; length < stored.length(); length++) {
            refused(stored.slice(0, length), "");
        }
    }

    @Test
    void a_length_beyond_the_input_is_refused_before_it_is_reserved() {
        refused(Bytes.ofHex("3084ffffffff"), "needs 4294967295 bytes");
        refused(Bytes.ofHex("30808080"), "indefinite");
        refused(Bytes.ofHex("3089ffffffffffffffffff"), "of 9 bytes");
    }

    @Test
    void more_than_8_KiB_are_refused_unread() {
        refused(Bytes.concat(DER, Bytes.filled(EkCertificate.MAX_LENGTH, 0)), "at most 8192");
    }

    @Test
    void pem_is_not_der() {
        refused(Bytes.ofUtf8("-----BEGIN CERTIFICATE-----\n" + DER.toBase64() + "\n-----END CERTIFICATE-----\n"), "");
    }

    private static Bytes stored(Bytes der, int size) {
        return Bytes.concat(Bytes.ofHex("100100" + HexFormat.of().toHexDigits((short) size) + "1002"), der);
    }

    private static void refused(Bytes bytes, String message) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> EkCertificate.read(bytes))
                .withMessageContaining(message);
    }
}
