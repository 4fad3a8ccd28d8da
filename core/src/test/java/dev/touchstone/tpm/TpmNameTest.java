package dev.touchstone.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A TPM Name")
class TpmNameTest {

    private static final TpmName EK = new TpmName(HashAlgorithm.SHA384, Bytes.filled(48, 1));
    private static final TpmName AK = new TpmName(HashAlgorithm.SHA256, Bytes.filled(32, 2));

    @Test
    void is_read_as_it_is_written_and_refused_when_cut_anywhere() throws MalformedException {
        assertThat(TpmName.parse(EK.bytes())).isEqualTo(EK);
        assertThat(AK).hasToString("000b" + "02".repeat(32));
        CutEverywhere.of(AK.bytes()).isRefusedBy(TpmName::parse);
    }

    @Test
    void qualified_under_an_ek_mixes_each_keys_own_hash() {
        Bytes ofEk = Bytes.concat(Bytes.ofHex("000c"), HashAlgorithm.SHA384.hash(Bytes.ofHex("4000000b"), EK.bytes()));

        assertThat(TpmName.qualifiedUnderEndorsement(EK, AK))
                .isEqualTo(new TpmName(HashAlgorithm.SHA256, HashAlgorithm.SHA256.hash(ofEk, AK.bytes())));
    }

    @Test
    void has_a_digest_of_its_algorithms_size() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TpmName(HashAlgorithm.SHA256, Bytes.filled(20, 0)));
    }
}
