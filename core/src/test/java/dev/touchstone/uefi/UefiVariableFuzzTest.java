package dev.touchstone.uefi;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any bytes give a variable, or the one declared refusal")
class UefiVariableFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void anyBytes(byte[] input) {
        try {
            Bytes bytes = Bytes.of(input);
            Memory.bounded(bytes, UefiVariable::parse).measuredForm();
        } catch (MalformedException expected) {
            // the declared refusal
        }
    }
}
