package dev.touchstone.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How long a failed event waits. */
class WaitingTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private final Backoff backoff = new Backoff(Duration.ofSeconds(5), Duration.ofHours(1), new Random(1));

    private Duration after(int failures) {
        return backoff.after(failures, Optional.empty());
    }

    @Test
    void each_wait_is_twice_as_long_less_a_chance_up_to_half() {
        for (int failures = 0; failures < 9; failures++) {
            Duration most = Duration.ofSeconds(5L << failures);
            for (int again = 0; again < 50; again++) {
                assertThat(after(failures)).isBetween(most.dividedBy(2), most);
            }
        }
        assertThat(after(3)).isNotEqualTo(after(3));
    }

    @Test
    void no_wait_is_longer_than_the_longest() {
        for (int failures : List.of(10, 31, 64, Integer.MAX_VALUE)) {
            assertThat(after(failures)).isBetween(Duration.ofMinutes(30), Duration.ofHours(1));
        }
    }

    @Test
    void what_the_receiver_asks_for_is_honoured_up_to_the_longest() {
        assertThat(backoff.after(0, Optional.of(Duration.ofMinutes(7)))).isEqualTo(Duration.ofMinutes(7));
        assertThat(backoff.after(0, Optional.of(Duration.ofDays(9)))).isEqualTo(Duration.ofHours(1));
        assertThat(backoff.after(0, Optional.of(Duration.ofMillis(1))))
                .isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
    }

    @Test
    void retry_after_is_seconds_or_a_date() {
        assertThat(RetryAfter.parse("120", NOW)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse("Mon, 30 Nov 2026 12:01:00 GMT", NOW)).contains(Duration.ofMinutes(1));
    }

    @Test
    void what_is_no_wait_is_none() {
        for (String text : List.of(
                "",
                "0",
                "-1",
                "1.5",
                " 1",
                "0x10",
                "9999999999",
                "soon",
                "Mon, 30 Nov 2026 11:59:00 GMT",
                "Tue, 30 Nov 2026 12:01:00 GMT",
                "1".repeat(65))) {
            assertThat(RetryAfter.parse(text, NOW)).as(text).isEmpty();
        }
    }
}
