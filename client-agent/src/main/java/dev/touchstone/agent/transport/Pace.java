package dev.touchstone.agent.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to come back. A fleet that was turned away together must not return together, so every wait has a random part;
 * none is short enough to be a busy loop.
 */
public final class Pace {

    private static final Duration BASE = Duration.ofSeconds(1);
    private static final Duration CAP = Duration.ofMinutes(5);
    private static final Duration FLOOR = Duration.ofMillis(100);
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);
    private static final double JITTER = 0.1;

    private final RandomGenerator random;
    private int failures;

    /** @param random where the randomness comes from */
    public Pace(RandomGenerator random) {
        this.random = random;
    }

    /** The wait after a success: what the server asked for, give or take a tenth. */
    public Duration afterSuccess(Duration interval) {
        failures = 0;
        Duration bounded = interval.compareTo(SHORTEST_INTERVAL) < 0
                ? SHORTEST_INTERVAL
                : interval.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : interval;
        return scale(bounded, 1 - JITTER + 2 * JITTER * random.nextDouble());
    }

    /**
     * The wait after one more failure in a row: anything up to 1, 2, 4 … 300 seconds (full jitter).
     *
     * @param retryAfter what the server asked for: never come back sooner than that
     */
    public Duration afterFailure(Optional<Duration> retryAfter) {
        int doublings = Math.min(failures, 16);
        failures++;
        Duration most = BASE.multipliedBy(1L << doublings);
        Duration wait = scale(most.compareTo(CAP) > 0 ? CAP : most, random.nextDouble());
        Duration floored = wait.compareTo(FLOOR) < 0 ? FLOOR : wait;
        return retryAfter
                .map(asked -> asked.plus(scale(asked, JITTER * random.nextDouble())))
                .filter(asked -> asked.compareTo(floored) > 0)
                .orElse(floored);
    }

    private static Duration scale(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }
}
