package dev.touchstone.log.firmware;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.facts.EventText;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.MeasuredEvent;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any bytes give a firmware log that replays and can be told in words, or the one declared refusal")
class FirmwareLogFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void anyBytes(byte[] input) {
        try {
            FirmwareLog log = Memory.bounded(Bytes.of(input), FirmwareLog::parse);
            FirmwareReplay.of(log).value(HashAlgorithm.SHA256, 4);
            log.events().forEach(e -> EventText.of(new MeasuredEvent.Firmware(e), HashAlgorithm.SHA256));
        } catch (MalformedException expected) {
            // the declared refusal
        }
    }
}
