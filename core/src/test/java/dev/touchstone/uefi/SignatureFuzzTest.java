package dev.touchstone.uefi;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any bytes give a signature that vouched for an image, or the one declared refusal")
class SignatureFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void anyBytes(byte[] input) {
        try {
            Bytes bytes = Bytes.of(input);
            Memory.bounded(bytes, Signature::ofAuthority).text();
        } catch (MalformedException expected) {
            // the declared refusal
        }
    }
}
