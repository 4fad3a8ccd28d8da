package dev.touchstone.server.job;

import tools.jackson.databind.JsonNode;

/** A kind of work that runs as a job; every bean of this type is one. */
public interface JobKind {

    /** Its name, stable: it stands in the database while a job waits. */
    String name();

    /**
     * Does the work. It may be begun again: after a restart it is called with the position told last, and what came
     * after that position may have been done once already.
     *
     * @param run how it tells how far it is, which it does after each batch: only there can it be stopped
     * @param params as they were given when the job was enqueued
     * @return what came of it, written as JSON
     * @throws JobStopped as {@link JobRun#advance} threw it
     */
    Object run(JobRun run, JsonNode params);
}
