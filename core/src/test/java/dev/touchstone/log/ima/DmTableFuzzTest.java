package dev.touchstone.log.ima;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any bytes give a device-mapper table, or the one declared refusal")
class DmTableFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void anyBytes(byte[] input) {
        try {
            Memory.bounded(Bytes.of(input), DmTable::parse);
        } catch (MalformedException expected) {
            // the declared refusal
        }
    }
}
