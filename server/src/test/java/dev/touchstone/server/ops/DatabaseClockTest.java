package dev.touchstone.server.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {

    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");

    private final AtomicLong nanos = new AtomicLong(-5);
    private final DatabaseClock clock = new DatabaseClock(() -> START, nanos::get);

    @Test
    void there_is_no_time_before_it_was_measured() {
        assertThatIllegalStateException().isThrownBy(clock::instant);
    }

    @Test
    void time_goes_on_monotonically_between_measurements() {
        clock.remeasure();
        nanos.addAndGet(1_500_000_000);
        assertThat(clock.instant()).isEqualTo(START.plusMillis(1500));
    }

    @Test
    void a_measurement_is_placed_half_way_through_its_round_trip() {
        var slow = new DatabaseClock(
                () -> {
                    nanos.addAndGet(2_000_000);
                    return START;
                },
                nanos::get);
        slow.remeasure();
        assertThat(slow.instant()).isEqualTo(START.plusMillis(1));
    }

    @Test
    void a_failed_measurement_keeps_the_last_one() {
        var answers = new ArrayDeque<>(List.of(START));
        var flaky = new DatabaseClock(answers::removeFirst, nanos::get);
        flaky.remeasure();
        nanos.addAndGet(1_000_000_000);
        flaky.remeasure();
        assertThat(flaky.instant()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void a_measurement_that_never_succeeded_gives_no_time() {
        var down = new DatabaseClock(new ArrayDeque<Instant>()::removeFirst, nanos::get);
        down.remeasure();
        assertThatIllegalStateException().isThrownBy(down::instant);
    }

    @Test
    void another_zone_shows_the_same_time() {
        var elsewhere = clock.withZone(ZoneId.of("Asia/Tokyo"));
        clock.remeasure();
        assertThat(elsewhere.instant()).isEqualTo(clock.instant());
        assertThat(elsewhere.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }
}
