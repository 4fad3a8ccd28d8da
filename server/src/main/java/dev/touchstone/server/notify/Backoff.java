package dev.touchstone.server.notify;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a failure: twice as long each time, up to a bound, and by chance up to half less, so that what
 * failed together is not tried together.
 */
final class Backoff {

    private static final int MAX_DOUBLINGS = 30;

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;

    Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /**
     * The wait.
     *
     * @param failures how often it failed before
     * @param asked what the receiver asks for: honoured if it is longer, up to the longest wait
     */
    Duration after(int failures, Optional<Duration> asked) {
        Duration doubled = first.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
        long millis = shorter(doubled, longest).toMillis();
        Duration own = Duration.ofMillis(millis - random.nextLong(millis / 2 + 1));
        return asked.map(wait -> shorter(wait, longest))
                .filter(wait -> wait.compareTo(own) > 0)
                .orElse(own);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
