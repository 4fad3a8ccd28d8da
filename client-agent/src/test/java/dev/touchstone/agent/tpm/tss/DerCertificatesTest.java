package dev.touchstone.agent.tpm.tss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import java.util.Collections;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Certificates in NV memory")
class DerCertificatesTest {

    private static final Bytes FIRST = certificate(300, 1);
    private static final Bytes SECOND = certificate(65_535, 2);

    @Test
    void lose_the_padding_of_their_index() {
        assertThat(DerCertificates.withoutPadding(FIRST)).isEqualTo(FIRST);
        assertThat(DerCertificates.withoutPadding(Bytes.concat(FIRST, Bytes.filled(9, 0xff))))
                .isEqualTo(FIRST);
        assertThat(DerCertificates.withoutPadding(Bytes.concat(FIRST, Bytes.filled(9, 0))))
                .isEqualTo(FIRST);
    }

    @Test
    void are_left_whole_when_anything_else_surrounds_them() {
        Bytes header = Bytes.concat(Bytes.ofHex("10010001301002"), FIRST);
        Bytes followed = Bytes.concat(FIRST, Bytes.ofHex("00ff"));
        assertThat(DerCertificates.withoutPadding(header)).isEqualTo(header);
        assertThat(DerCertificates.withoutPadding(followed)).isEqualTo(followed);
        assertThat(DerCertificates.withoutPadding(Bytes.EMPTY)).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void form_a_chain_one_after_the_other_or_padded_in_between() {
        assertThat(DerCertificates.chain(Bytes.concat(FIRST, SECOND, FIRST))).containsExactly(FIRST, SECOND, FIRST);
        assertThat(DerCertificates.chain(Bytes.concat(FIRST, Bytes.filled(7, 0xff), SECOND, Bytes.filled(4, 0), FIRST)))
                .containsExactly(FIRST, SECOND, FIRST);
        assertThat(DerCertificates.chain(Bytes.concat(FIRST, Bytes.ofHex("0102"), SECOND)))
                .containsExactly(FIRST);
    }

    @Test
    void are_found_whole_or_not_at_all_wherever_the_memory_ends() {
        Bytes both = Bytes.concat(FIRST, certificate(300, 3));
        for (int length = 0; length < both.length(); length++) {
            assertThat(DerCertificates.chain(both.slice(0, length)))
                    .as("cut at %d", length)
                    .hasSize(length < FIRST.length() ? 0 : 1);
        }
    }

    @Test
    void are_limited_in_number() {
        Bytes many = Bytes.concat(Collections.nCopies(40, FIRST).toArray(Bytes[]::new));
        assertThat(DerCertificates.chain(many)).hasSize(DerCertificates.MAX_CERTIFICATES);
    }

    static Bytes certificate(int length, int fill) {
        return Bytes.concat(
                Bytes.of((byte) 0x30, (byte) 0x82, (byte) (length >> 8), (byte) length), Bytes.filled(length, fill));
    }
}
