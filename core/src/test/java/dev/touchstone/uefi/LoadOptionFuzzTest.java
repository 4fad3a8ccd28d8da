package dev.touchstone.uefi;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any bytes give a boot option, or the one declared refusal")
class LoadOptionFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void anyBytes(byte[] input) {
        try {
            Bytes bytes = Bytes.of(input);
            assertThat(Memory.bounded(bytes, LoadOption::parse).path().toString())
                    .hasSizeLessThanOrEqualTo(DevicePath.MAX_TEXT + 1);
        } catch (MalformedException expected) {
            // the declared refusal
        }
    }
}
