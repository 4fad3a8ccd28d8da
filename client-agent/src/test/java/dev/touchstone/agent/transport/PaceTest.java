package dev.touchstone.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("When the agent comes back")
class PaceTest {

    private static final RandomGenerator HIGHEST = () -> -1L;
    private static final RandomGenerator LOWEST = () -> 0L;

    @Test
    void after_a_success_it_is_the_servers_interval_give_or_take_a_tenth() {
        Pace pace = new Pace(new SplittableRandom(1));
        for (int i = 0; i < 1_000; i++) {
            assertThat(pace.afterSuccess(Duration.ofMinutes(5)))
                    .isBetween(Duration.ofSeconds(270), Duration.ofSeconds(330));
        }
        assertThat(new Pace(LOWEST).afterSuccess(Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(270));
        assertThat(new Pace(HIGHEST).afterSuccess(Duration.ofMinutes(5)))
                .isCloseTo(Duration.ofSeconds(330), Duration.ofMillis(1));
    }

    @Test
    void no_interval_makes_it_spin_or_sleep_for_ever() {
        Pace pace = new Pace(LOWEST);
        assertThat(pace.afterSuccess(Duration.ZERO)).isEqualTo(Duration.ofMillis(900));
        assertThat(pace.afterSuccess(Duration.ofDays(-4))).isEqualTo(Duration.ofMillis(900));
        assertThat(new Pace(HIGHEST).afterSuccess(Duration.ofDays(100_000))).isLessThan(Duration.ofHours(27));
    }

    @Test
    void after_failures_it_is_anything_up_to_one_second_doubled_each_time_to_five_minutes() {
        Pace highest = new Pace(HIGHEST);
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300}) {
            assertThat(highest.afterFailure(Optional.empty()))
                    .isCloseTo(Duration.ofSeconds(seconds), Duration.ofMillis(1));
        }
        Pace lowest = new Pace(LOWEST);
        for (int i = 0; i < 100; i++) {
            assertThat(lowest.afterFailure(Optional.empty())).isEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void a_success_starts_the_count_anew() {
        Pace pace = new Pace(HIGHEST);
        pace.afterFailure(Optional.empty());
        pace.afterFailure(Optional.empty());
        pace.afterSuccess(Duration.ofMinutes(5));
        assertThat(pace.afterFailure(Optional.empty())).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void it_is_never_sooner_than_retry_after_nor_the_same_for_a_whole_fleet() {
        Optional<Duration> asked = Optional.of(Duration.ofSeconds(60));
        assertThat(new Pace(LOWEST).afterFailure(asked)).isEqualTo(Duration.ofSeconds(60));
        assertThat(new Pace(HIGHEST).afterFailure(asked)).isCloseTo(Duration.ofSeconds(66), Duration.ofMillis(1));
        assertThat(new Pace(LOWEST).afterFailure(Optional.of(Duration.ZERO))).isEqualTo(Duration.ofMillis(100));
    }
}
