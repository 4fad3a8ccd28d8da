package dev.touchstone.uefi;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Fed;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any bytes give a device path, or the one declared refusal")
class DevicePathFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void anyBytes(byte[] input) {
        try {
            Bytes bytes = Bytes.of(input);
            DevicePath path = Memory.bounded(bytes, DevicePath::parse);
            path.file();
            path.partition();
            assertThat(path.toString()).hasSizeLessThanOrEqualTo(DevicePath.MAX_TEXT + 1);
        } catch (MalformedException expected) {
            // the declared refusal
        }
    }

    /** Nodes of any type, ended as a path is. */
    @FuzzTest(maxDuration = "20s")
    void nodes(byte[] input) {
        Fed fed = new Fed(input);
        Events path = Events.of();
        while (fed.more()) {
            path.node(fed.octet() % 6, fed.octet() % 32, Events.of().bytes(fed.bytes(fed.octet() % 96)));
        }
        anyBytes(path.endPath().bytes().toArray());
    }
}
