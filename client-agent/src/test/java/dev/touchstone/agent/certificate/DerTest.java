package dev.touchstone.agent.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("DER")
class DerTest {

    @ParameterizedTest
    @CsvSource({"0, 0400", "127, 047f", "128, 048180", "255, 0481ff", "256, 04820100", "65535, 0482ffff"})
    void has_the_shortest_length(int length, String header) {
        assertThat(Der.octetString(Bytes.filled(length, 7)).toHex()).isEqualTo(header + "07".repeat(length));
    }

    @ParameterizedTest
    @CsvSource({"00, 020100", "7f, 02017f", "80, 02020080", "0001, 020101", "00ff, 020200ff", "ffff, 020300ffff"})
    @DisplayName("has the shortest integer, and none of a TPM's numbers is negative")
    void integers(String magnitude, String der) {
        assertThat(Der.integer(Bytes.ofHex(magnitude)).toHex()).isEqualTo(der);
    }

    @ParameterizedTest
    @CsvSource({
        "2.5.29.17, 0603551d11",
        "1.2.840.10045.4.3.2, 06082a8648ce3d040302",
        "1.2.840.113549.1.1.11, 06092a864886f70d01010b",
        "2.23.133.10.1.3, 06066781050a0103"
    })
    void has_the_object_identifiers_others_know(String dotted, String der) {
        assertThat(Der.oid(dotted).toHex()).isEqualTo(der);
    }

    @Test
    void in_pem_has_lines_of_64_characters() {
        assertThat(Der.pem("X", Bytes.filled(49, 0)))
                .isEqualTo("-----BEGIN X-----\n" + "A".repeat(64) + "\nAA==\n-----END X-----\n");
    }
}
