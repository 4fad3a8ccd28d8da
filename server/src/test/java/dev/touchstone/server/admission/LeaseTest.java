package dev.touchstone.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseTest {

    /** Close to where the clock overflows, as it may be on any machine. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

    private final Lease lease = new Lease(nanos::get);

    @Test
    void what_was_never_filled_is_not_current() {
        assertThat(lease.holds()).isFalse();
        assertThat(lease.age()).isEmpty();
    }

    @Test
    void it_holds_for_two_seconds_from_before_the_question() {
        long asked = nanos.get();
        nanos.addAndGet(Duration.ofMillis(900).toNanos());
        lease.renew(asked);
        assertThat(lease.age()).contains(Duration.ofMillis(900));
        nanos.set(asked + Duration.ofSeconds(2).toNanos() - 1);
        assertThat(lease.holds()).isTrue();
        nanos.incrementAndGet();
        assertThat(lease.holds()).isFalse();
        lease.renew(nanos.get());
        assertThat(lease.holds()).isTrue();
    }

    @Test
    void an_answer_that_took_longer_renews_nothing() {
        long asked = nanos.get();
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        lease.renew(asked);
        assertThat(lease.holds()).isFalse();
    }
}
