package dev.touchstone.agent.config;

/** The state directory cannot be used, or what it holds makes no sense. */
public final class StateException extends Exception {

    /** What is wrong, for a person. */
    public StateException(String message) {
        super(message);
    }

    /** As above, with what lies below it. */
    public StateException(String message, Throwable cause) {
        super(message, cause);
    }
}
