package dev.touchstone.agent.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;

class BootCountFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void any_bytes_are_read_or_refused(byte[] input) {
        try {
            assertThat(BootCount.of(Bytes.of(input)).reset()).isBetween(0L, 0xffffffffL);
        } catch (MalformedException e) {
            assertThat(e.offset()).isBetween(0, input.length);
        }
    }
}
