package dev.touchstone.server.admission;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Until when what is in memory may be taken for what is so: two seconds from the moment before the database was asked,
 * by the monotonic clock.
 */
final class Lease {

    static final Duration LENGTH = Duration.ofSeconds(2);

    private final LongSupplier nanoTime;
    private volatile @Nullable Long asked;

    Lease(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What is in memory now is what the database said to a question sent no earlier than {@code nanos}. */
    void renew(long nanos) {
        asked = nanos;
    }

    boolean holds() {
        return age().filter(age -> age.compareTo(LENGTH) < 0).isPresent();
    }

    /** How old what is in memory may be; empty before it was ever filled. */
    Optional<Duration> age() {
        Long from = asked;
        return from == null ? Optional.empty() : Optional.of(Duration.ofNanos(nanoTime.getAsLong() - from));
    }
}
