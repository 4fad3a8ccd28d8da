package dev.touchstone.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any text is an address or a time to wait, or refused in the declared way")
class AddressFuzzTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @FuzzTest(maxDuration = "20s")
    void server(byte[] input) {
        try {
            assertThat(ServerAddress.parse(new String(input, StandardCharsets.UTF_8))
                            .resolve("/api/v1/challenges")
                            .getHost())
                    .isNotEmpty();
        } catch (IllegalArgumentException expected) {
            assertThat(expected.getMessage()).isNotEmpty();
        }
    }

    @FuzzTest(maxDuration = "20s")
    void retry_after(byte[] input) {
        RetryAfter.parse(new String(input, StandardCharsets.ISO_8859_1), NOW)
                .ifPresent(wait -> assertThat(wait).isBetween(Duration.ZERO, RetryAfter.LONGEST));
    }
}
