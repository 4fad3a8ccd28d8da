package dev.touchstone.agent.evidence;

/** Evidence cannot be collected. */
public final class EvidenceException extends Exception {

    private final boolean temporary;

    private EvidenceException(String message, boolean temporary, Throwable cause) {
        super(message, cause);
        this.temporary = temporary;
    }

    private EvidenceException(String message, boolean temporary) {
        super(message);
        this.temporary = temporary;
    }

    static EvidenceException lasting(String message) {
        return new EvidenceException(message, false);
    }

    static EvidenceException lasting(String message, Throwable cause) {
        return new EvidenceException(message, false, cause);
    }

    static EvidenceException temporary(String message) {
        return new EvidenceException(message, true);
    }

    /** Whether it is likely to work when tried again. */
    public boolean temporary() {
        return temporary;
    }
}
