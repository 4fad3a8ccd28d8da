package dev.touchstone.agent.tpm.tss;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;

class PcrReaderFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void any_response_is_read_or_refused(byte[] input) {
        try {
            assertThat(PcrReader.banks(Bytes.of(input).reader()).size()).isLessThanOrEqualTo(input.length);
        } catch (MalformedException e) {
            assertThat(e.offset()).isBetween(0, input.length);
        }
        try {
            assertThat(PcrReader.values(HashAlgorithm.SHA256, Bytes.of(input).reader())
                            .values())
                    .allMatch(value -> value.length() == HashAlgorithm.SHA256.size());
        } catch (MalformedException e) {
            assertThat(e.offset()).isBetween(0, input.length);
        }
    }
}
