package dev.touchstone.quote;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Fed;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any values are PCRs of the right size, or refused in the one declared way")
class PcrValuesFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void anyValues(byte[] input) {
        Fed fed = new Fed(input);
        Map<HashAlgorithm, Map<Integer, Bytes>> values = new EnumMap<>(HashAlgorithm.class);
        while (fed.more()) {
            HashAlgorithm bank = fed.one(List.of(HashAlgorithm.values()));
            values.computeIfAbsent(bank, _ -> new TreeMap<>()).put((int) (byte) fed.octet(), value(fed, bank));
        }
        try {
            PcrValues read = PcrValues.of(values);
            assertThat(read.banks()).isEqualTo(values);
            read.banks()
                    .forEach(
                            (bank, pcrs) -> assertThat(pcrs.values()).allMatch(value -> value.length() == bank.size()));
        } catch (MalformedException e) {
            assertThat(e).hasMessageNotContaining("\n");
        }
    }

    private static Bytes value(Fed fed, HashAlgorithm bank) {
        int kind = fed.octet();
        return kind < 0x80 ? Bytes.filled(bank.size(), kind) : fed.bytes(kind & 0x7f);
    }
}
