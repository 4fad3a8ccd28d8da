package dev.touchstone.server.job;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes what becomes of a job. Each run has a number, and only the last one's writes count: a process that was thought
 * dead and is not cannot undo what its successor did.
 */
@Component
class JobProgress {

    private final JdbcClient jdbc;
    private final JobRows rows;
    private final Clock clock;

    JobProgress(JdbcClient jdbc, JobRows rows, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.clock = clock;
    }

    /** Takes a job up; empty if nothing is left to do. */
    Optional<JobRecord> begin(UUID id) {
        return jdbc.sql("""
                update job set state = 'running', run = run + 1, started_at = coalesce(started_at, :now)
                where id = :id and state in ('queued', 'running') returning *""").param("id", id).param("now", now()).query(rows).optional();
    }

    /** Writes how far a run is; whether it was asked to stop, or empty if it is not the last run. */
    Optional<Boolean> write(UUID id, int run, @Nullable Long total, long done, @Nullable String position) {
        return jdbc.sql("""
                update job set total = :total, done = :done, position = :position
                where id = :id and run = :run and state = 'running' returning cancel_requested""")
                .param("id", id)
                .param("run", run)
                .param("total", total)
                .param("done", done)
                .param("position", position)
                .query(Boolean.class)
                .optional();
    }

    /** Puts a job back for another process to take up. */
    void release(UUID id, int run) {
        jdbc.sql("update job set state = 'queued', coalesced = null where id = ? and run = ? and state = 'running'")
                .params(id, run)
                .update();
    }

    /** Ends a job. */
    void finish(UUID id, int run, JobState state, String message, @Nullable String result) {
        jdbc.sql("""
                update job set state = :state, message = :message, result = :result::jsonb, finished_at = :now
                where id = :id and run = :run and state = 'running'""")
                .param("id", id)
                .param("run", run)
                .param("state", state.word())
                .param("message", message)
                .param("result", result)
                .param("now", now())
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
