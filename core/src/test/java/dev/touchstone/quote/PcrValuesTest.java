package dev.touchstone.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PCR values")
class PcrValuesTest {

    private static PcrValues of(int pcr, int size) throws MalformedException {
        return PcrValues.of(Map.of(HashAlgorithm.SHA256, Map.of(pcr, Bytes.filled(size, 1))));
    }

    @Test
    void of_another_size_than_their_bank_are_refused() {
        for (int size : new int[] {0, 20, 31, 33, 48}) {
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> of(3, size))
                    .withMessageContaining("sha256 PCR 3 has " + size + " bytes");
        }
    }

    @Test
    void of_a_pcr_that_no_tpm_has_are_refused() {
        for (int pcr : new int[] {-1, 24}) {
            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> of(pcr, 32));
        }
    }

    @Test
    void are_a_copy_by_bank_and_index() throws MalformedException {
        Map<Integer, Bytes> bank = new HashMap<>(Map.of(23, Bytes.filled(32, 1)));
        PcrValues values = PcrValues.of(Map.of(HashAlgorithm.SHA256, bank));
        bank.clear();

        assertThat(values).isEqualTo(of(23, 32)).isNotEqualTo(of(22, 32));
        assertThat(values.value(HashAlgorithm.SHA256, 23)).contains(Bytes.filled(32, 1));
        assertThat(values.value(HashAlgorithm.SHA256, 0)).isEmpty();
        assertThat(values.bank(HashAlgorithm.SHA1)).isEmpty();
    }
}
