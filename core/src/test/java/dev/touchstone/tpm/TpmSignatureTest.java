package dev.touchstone.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A TPMT_SIGNATURE")
class TpmSignatureTest {

    private static final Bytes ECDSA = Bytes.ofHex("0018000b" + "0002aabb" + "0001cc");

    @Test
    void is_read_with_its_scheme() throws MalformedException {
        assertThat(TpmSignature.parse(ECDSA))
                .isEqualTo(new TpmSignature.Ecdsa(HashAlgorithm.SHA256, Bytes.ofHex("aabb"), Bytes.ofHex("cc")));
        assertThat(TpmSignature.parse(Bytes.ofHex("0014000c0001dd")))
                .isEqualTo(new TpmSignature.Rsassa(HashAlgorithm.SHA384, Bytes.ofHex("dd")));
        assertThat(TpmSignature.parse(Bytes.ofHex("0016000d0001dd")))
                .isEqualTo(new TpmSignature.Rsapss(HashAlgorithm.SHA512, Bytes.ofHex("dd")));
    }

    @Test
    void is_refused_when_cut_at_any_byte_or_with_one_more() {
        CutEverywhere.of(ECDSA).isRefusedBy(TpmSignature::parse);
    }

    @ParameterizedTest
    @CsvSource({
        "001a000b0001aa0001bb, sigAlg",
        "0010000b, sigAlg",
        "001800100001aa0001bb, signature hash",
        "001800120001aa0001bb, SM3",
        "0018000b00000001bb, 1 to 48",
        "0014000b0000, 1 to 512",
    })
    void is_refused_when_it_is_of_no_known_kind_or_empty(String hex, String reason) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> TpmSignature.parse(Bytes.ofHex(hex)))
                .withMessageContaining(reason);
    }

    @Test
    void is_refused_when_wider_than_any_key() {
        Bytes tooWide = Bytes.concat(Bytes.ofHex("0014000b"), Marshal.tpm2b(Bytes.filled(513, 1)));

        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> TpmSignature.parse(tooWide));
    }
}
