package dev.touchstone.uefi;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any bytes give a firmware blob, or the one declared refusal")
class FirmwareBlobFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void anyBytes(byte[] input) {
        try {
            byte[] rest = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
            Bytes bytes = Bytes.of(rest);
            boolean described = rest.length < input.length && input[0] > 0;
            assertThat(
                            described
                                    ? Memory.bounded(bytes, FirmwareBlob::parseDescribed)
                                    : Memory.bounded(bytes, FirmwareBlob::parse))
                    .isNotNull();
        } catch (MalformedException expected) {
            // the declared refusal
        }
    }
}
