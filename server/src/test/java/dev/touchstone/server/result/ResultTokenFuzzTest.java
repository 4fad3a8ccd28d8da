package dev.touchstone.server.result;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

class ResultTokenFuzzTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final KeyRing RING = KeyRing.fresh(NOW);

    /** Nobody but the holder of the key makes one, and nothing anyone sends is an error. */
    @FuzzTest(maxDuration = "20s")
    void no_text_is_a_result(byte[] text) {
        if (ResultToken.read(new String(text, StandardCharsets.UTF_8), RING, "touchstone", NOW)
                .isPresent()) {
            throw new AssertionError("a forged result");
        }
    }
}
