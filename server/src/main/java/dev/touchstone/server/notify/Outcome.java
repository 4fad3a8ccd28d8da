package dev.touchstone.server.notify;

import java.time.Duration;
import java.util.Optional;

/** What came of sending an event once. */
sealed interface Outcome {

    /** What there is to show. */
    String detail();

    /** The receiver has it: it answered with a status of 200 to 299. */
    record Accepted(String detail) implements Outcome {}

    /** It does not have it, or did not say so in time. */
    record Failed(String detail, Optional<Duration> retryAfter) implements Outcome {}

    /** It wants nothing more: 410. */
    record Gone(String detail) implements Outcome {}
}
