package dev.touchstone.server.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Takes jobs in, shows them and cancels them. A job is there once the caller's transaction is, and not before. */
@Service
public class Jobs {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final JobRows rows;
    private final Scheduler scheduler;
    private final AuditLog audit;
    private final Clock clock;

    Jobs(JdbcClient jdbc, JsonMapper json, JobRows rows, Scheduler scheduler, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.rows = rows;
        this.scheduler = scheduler;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Enqueues a job.
     *
     * @param kind a {@link JobKind#name}
     * @param params what that kind reads, written as JSON
     * @param by who wants it
     */
    @Transactional
    public JobRecord enqueue(String kind, Object params, String by) {
        return enqueue(kind, params, null, by);
    }

    /**
     * Enqueues a job, unless the same one waits already. One that waits is held until the caller's transaction ends:
     * when it runs, it sees what that transaction wrote.
     */
    @Transactional
    public JobRecord enqueueOnce(String kind, Object params, String by) {
        return enqueue(kind, params, kind + " " + json.writeValueAsString(params), by);
    }

    private JobRecord enqueue(String kind, Object params, @Nullable String coalesced, String by) {
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        JobRecord job = jdbc.sql("""
                insert into job (id, kind, params, coalesced, state, created_at, created_by)
                values (:id, :kind, :params::jsonb, :coalesced, 'queued', :now, :by)
                on conflict (coalesced) where state = 'queued' do update set coalesced = excluded.coalesced
                returning *""")
                .param("id", id)
                .param("kind", kind)
                .param("params", json.writeValueAsString(params))
                .param("coalesced", coalesced)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("by", by)
                .query(rows)
                .single();
        if (job.id().equals(id)) {
            scheduler.schedule(JobTask.DESCRIPTOR.instance(id.toString()).scheduledTo(now));
            audit.record(by, "job.start", "job/" + id, null, Map.of("kind", kind, "params", job.params()));
        }
        return job;
    }

    /** One job. */
    public Optional<JobRecord> find(UUID id) {
        return jdbc.sql("select * from job where id = ?").param(id).query(rows).optional();
    }

    /** The last job of this kind that was told to do just this. */
    public Optional<JobRecord> latest(String kind, Object params) {
        return jdbc.sql("""
                select * from job where kind = :kind and params = :params::jsonb
                order by created_at desc, id desc limit 1""")
                .param("kind", kind)
                .param("params", json.writeValueAsString(params))
                .query(rows)
                .optional();
    }

    /** Jobs, the latest first. */
    List<JobRecord> latest(int limit) {
        return jdbc.sql("select * from job order by created_at desc, id desc limit ?")
                .param(limit)
                .query(rows)
                .list();
    }

    /** Asks a job to stop: one that waits stops at once, one that runs after its batch. */
    @Transactional
    public JobRecord cancel(UUID id, String actor) {
        JobRecord before = jdbc.sql("select * from job where id = ? for update")
                .param(id)
                .query(rows)
                .optional()
                .orElseThrow(() -> Refusal.notFound("There is no such job."));
        if (before.state().finished()) {
            throw new Refusal(
                    409, "job-finished", "The job is " + before.state().word() + " already.");
        }
        JobRecord after = jdbc.sql("""
                update job set cancel_requested = true,
                    state = case when state = 'queued' then 'cancelled' else state end,
                    finished_at = case when state = 'queued' then cast(:now as timestamptz) end
                where id = :id returning *""")
                .param("id", id)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(rows)
                .single();
        audit.record(actor, "job.cancel", "job/" + id, told(before), told(after));
        return after;
    }

    private static Map<String, Object> told(JobRecord job) {
        return Map.of("kind", job.kind(), "state", job.state().word(), "done", job.done());
    }
}
