package dev.touchstone.server.job;

import java.util.Optional;
import java.util.UUID;

/** One run of a job, as the work sees it. */
public interface JobRun {

    /** The job. */
    UUID job();

    /** The position told last by a run before this one; empty at the start. */
    Optional<String> position();

    /** How much was done up to {@link #position}. */
    long done();

    /** How much there is to do, where that is known. */
    void total(long total);

    /**
     * Tells how far the work is. Cheap: it is written a few times a second at most.
     *
     * @param done how much of the total is done, from the start
     * @param position where to go on from, should the process die
     * @throws JobStopped if this run is to end here
     */
    void advance(long done, String position);

    /** A run that nobody watches, for work done in the caller's own time. */
    static JobRun unwatched() {
        return new UnwatchedRun();
    }
}
