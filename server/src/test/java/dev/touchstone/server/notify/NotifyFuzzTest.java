package dev.touchstone.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.server.problem.Refusal;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class NotifyFuzzTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    static Stream<byte[]> urls() {
        return bytes("https://receiver.example:8443/hook?a=b", "https://[::ffff:127.0.0.1]/", "https://0x7f.1/", "");
    }

    static Stream<byte[]> waits() {
        return bytes("120", "Mon, 30 Nov 2026 12:01:00 GMT", "-1", "999999999");
    }

    private static Stream<byte[]> bytes(String... texts) {
        return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing is resolved: what would be is told, and a host that is all digits is an address. */
    @MethodSource("urls")
    @FuzzTest(maxDuration = "30s")
    void a_url_is_taken_or_refused(byte[] data) {
        try {
            URI url = WebhookUrl.parse(new String(data, StandardCharsets.UTF_8), false);
            assertThat(url.getScheme()).isEqualToIgnoringCase("https");
            assertThat(url.getRawUserInfo()).isNull();
            assertThat(url.getHost()).isNotEmpty();
            if (url.getHost().matches("[0-9.]+")) {
                assertThat(InetAddress.ofLiteral(url.getHost()).getHostAddress())
                        .isIn(List.of(url.getHost()));
            }
        } catch (Refusal _) {
            // The declared refusal.
        }
    }

    @MethodSource("waits")
    @FuzzTest(maxDuration = "30s")
    void a_wait_is_some_time_or_nothing(byte[] data) {
        RetryAfter.parse(new String(data, StandardCharsets.ISO_8859_1), NOW)
                .ifPresent(wait -> assertThat(wait).isPositive());
    }
}
