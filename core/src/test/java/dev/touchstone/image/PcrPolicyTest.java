package dev.touchstone.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("The digest of a PCR policy")
class PcrPolicyTest {

    private static final Bytes ZERO = HashAlgorithm.SHA256.zero();

    @Test
    void takes_several_pcrs_in_ascending_order() {
        JsonNode kat = Vectors.json(Vectors.shared("linux/systemd/kats.json")).get("policyPcr");
        SortedMap<Integer, Bytes> values = new TreeMap<>();
        kat.get("pcrs").forEachEntry((pcr, value) -> values.put(Integer.valueOf(pcr), Bytes.ofHex(value.asString())));

        assertThat(values).hasSize(3);
        assertThat(PcrPolicy.digest(HashAlgorithm.SHA256, values))
                .hasToString(kat.get("fromZero").asString());
    }

    @Test
    void depends_on_the_bank_and_the_pcr() {
        SortedMap<Integer, Bytes> eleven = new TreeMap<>(Map.of(11, ZERO));
        SortedMap<Integer, Bytes> twelve = new TreeMap<>(Map.of(12, ZERO));

        assertThat(PcrPolicy.digest(HashAlgorithm.SHA256, eleven))
                .isNotEqualTo(PcrPolicy.digest(HashAlgorithm.SHA256, twelve))
                .isNotEqualTo(PcrPolicy.digest(HashAlgorithm.SM3_256, eleven));
    }

    @Test
    void is_of_at_least_one_pcr_there_is_and_of_values_of_the_banks_size() {
        assertThatIllegalArgumentException().isThrownBy(() -> PcrPolicy.digest(HashAlgorithm.SHA256, new TreeMap<>()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PcrPolicy.digest(HashAlgorithm.SHA256, new TreeMap<>(Map.of(24, ZERO))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PcrPolicy.digest(HashAlgorithm.SHA256, new TreeMap<>(Map.of(-1, ZERO))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PcrPolicy.digest(HashAlgorithm.SHA1, new TreeMap<>(Map.of(11, ZERO))));
    }
}
