package dev.touchstone.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.tpm.PcrSelection.Bank;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A PCR selection")
class PcrSelectionTest {

    private static final Bank SHA1 = Bank.of(HashAlgorithm.SHA1, List.of(0, 23));
    private static final Bank SHA256 = Bank.of(HashAlgorithm.SHA256, List.of(8, 0, 1));

    private static PcrSelection parse(String hex) throws MalformedException {
        return PcrSelection.parse(Bytes.ofHex(hex));
    }

    @Test
    void is_read_as_it_is_written() throws MalformedException {
        PcrSelection selection = PcrSelection.of(SHA1, SHA256);

        assertThat(selection.marshal().toHex()).isEqualTo("00000002" + "000403010080" + "000b03030100");
        assertThat(PcrSelection.parse(selection.marshal())).isEqualTo(selection);
        assertThat(selection).hasToString("sha1:0,23+sha256:0,1,8");
        assertThat(selection.pcrs(HashAlgorithm.SHA256)).containsExactly(0, 1, 8);
        assertThat(selection.pcrs(HashAlgorithm.SHA384)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0000000100040101", "000000010004020100", "00000001000403010000", "0000000100040401000000"})
    void is_equal_however_many_zero_bytes_end_its_bitmap(String hex) throws MalformedException {
        assertThat(parse(hex)).isEqualTo(PcrSelection.of(Bank.of(HashAlgorithm.SHA1, List.of(0))));
    }

    @Test
    void is_not_equal_to_one_in_another_order_or_with_an_empty_bank_more() {
        Bank none = Bank.of(HashAlgorithm.SHA384, List.of());

        assertThat(PcrSelection.of(SHA1, SHA256))
                .isNotEqualTo(PcrSelection.of(SHA256, SHA1))
                .isNotEqualTo(PcrSelection.of(SHA1, SHA256, none));
    }

    @ParameterizedTest
    @CsvSource({
        "00000002000403010000000403020000, selected twice",
        "00000001000503010000, unknown",
        "0000000100040401000001, above 23",
        "000000010004050100000000, sizeofSelect",
        "00000011, 17 PCR selections",
        "ffffffff, 4294967295 PCR selections",
        "0000000100040301000000, left over",
    })
    void is_refused_when_it_names_what_cannot_be(String hex, String reason) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> parse(hex))
                .withMessageContaining(reason);
    }

    @Test
    void is_refused_when_cut_at_any_byte() {
        CutEverywhere.of(PcrSelection.of(SHA1, SHA256).marshal()).isRefusedBy(PcrSelection::parse);
    }

    @Test
    void is_not_made_of_a_bank_twice_or_of_indices_out_of_range_or_twice() {
        assertThatIllegalArgumentException().isThrownBy(() -> PcrSelection.of(SHA1, SHA1));
        assertThatIllegalArgumentException().isThrownBy(() -> Bank.of(HashAlgorithm.SHA1, List.of(24)));
        assertThatIllegalArgumentException().isThrownBy(() -> Bank.of(HashAlgorithm.SHA1, List.of(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Bank.of(HashAlgorithm.SHA1, List.of(2, 2)));
    }
}
