package dev.touchstone.agent.transport;

import java.time.Duration;
import java.util.Optional;

/** An exchange with the server that gave no usable answer. */
public abstract sealed class ExchangeException extends Exception {

    private ExchangeException(String message, Throwable cause) {
        super(message, cause);
    }

    private ExchangeException(String message) {
        super(message);
    }

    /** The server does not accept the challenges it gives. */
    public static ExchangeException challengeRefused(String message) {
        return new Incomprehensible(message);
    }

    /** No answer came: no route, no TLS, no HTTP, or the time ran out. */
    public static final class Unreachable extends ExchangeException {
        Unreachable(String message, Throwable cause) {
            super(message, cause);
        }

        Unreachable(String message) {
            super(message);
        }
    }

    /** The server cannot serve us now: 408, 429, or an error of its own. */
    public static final class Busy extends ExchangeException {

        private final Optional<Duration> retryAfter;

        Busy(String message, Optional<Duration> retryAfter) {
            super(message);
            this.retryAfter = retryAfter;
        }

        /** How long it asks us to stay away. */
        public Optional<Duration> retryAfter() {
            return retryAfter;
        }
    }

    /** The server said no. */
    public static final class Refused extends ExchangeException {

        private final int status;
        private final String code;

        Refused(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }

        /** The stable code of the problem document; empty if it had none. */
        public String code() {
            return code;
        }
    }

    /** The server's answer is not what the contract says. */
    public static final class Incomprehensible extends ExchangeException {
        Incomprehensible(String message) {
            super(message);
        }

        Incomprehensible(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
