package dev.touchstone.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any bytes are split where their separators are, or refused in the one declared way")
class JsonSequenceFuzzTest {

    private static final int LIMIT = 64;

    @FuzzTest(maxDuration = "20s")
    void anyBytes(byte[] input) {
        Bytes sequence = Bytes.of(input);
        try {
            Bytes[] framed = Memory.bounded(sequence, s -> JsonSequence.split(s, LIMIT)).stream()
                    .map(e -> Bytes.concat(Bytes.of((byte) 0x1e), e.text(), Bytes.of((byte) '\n')))
                    .toArray(Bytes[]::new);
            assertThat(framed).hasSizeLessThanOrEqualTo(LIMIT);
            assertThat(Bytes.concat(framed)).isEqualTo(sequence);
        } catch (MalformedException e) {
            assertThat(e.offset()).isBetween(0, input.length);
        }
    }
}
