package dev.touchstone.server.job;

/** A run of a job ends before its work does. Thrown through the work, which lets it pass. */
public final class JobStopped extends RuntimeException {

    /** Why. */
    enum Cause {
        /** Somebody asked for it. */
        CANCELLED,
        /** This process ends; another takes the job up. */
        SHUTDOWN,
        /** This process was thought dead, and another has taken the job up: nothing more may be written here. */
        SUPERSEDED
    }

    private final Cause cause;

    JobStopped(Cause cause) {
        super(cause.name(), null, false, false);
        this.cause = cause;
    }

    Cause why() {
        return cause;
    }
}
