package dev.touchstone.uefi;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any bytes give a boot order, or the one declared refusal")
class BootOrderFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void anyBytes(byte[] input) {
        try {
            assertThat(Memory.bounded(Bytes.of(input), BootOrder::parse)).isNotNull();
        } catch (MalformedException expected) {
            // the declared refusal
        }
    }
}
