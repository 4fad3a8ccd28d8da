package dev.touchstone.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.Ledger;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Jobs are done once, also by processes that die; they tell how far they are, and stop when asked. */
@JobTest
class JobIT {

    private final Fleet fleet;
    private final Jobs jobs;
    private final JobRunner runner;
    private final GatedJob gated;
    private final FinishedJobs finished;
    private final Ledger.Book book;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final String gate = Fleet.newName("gate");

    JobIT(
            Fleet fleet,
            Jobs jobs,
            JobRunner runner,
            GatedJob gated,
            FinishedJobs finished,
            Ledger.Book book,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.fleet = fleet;
        this.jobs = jobs;
        this.runner = runner;
        this.gated = gated;
        this.finished = finished;
        this.book = book;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    private JobRecord enqueue(String name) {
        return jobs.enqueue(GatedJob.NAME, new GatedJob.Params(name), "tester");
    }

    private static String path(JobRecord job) {
        return "/api/v1/jobs/" + job.id();
    }

    private JsonNode shown(JobRecord job) {
        return fleet.server().get(path(job)).json();
    }

    /** A job that no process here knows of yet: as it stands in the database when its process has died. */
    private JobRecord left(String state, int run, String position) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                insert into job (id, kind, params, state, run, total, done, position, created_at, created_by, started_at)
                values (?, 'gated', ?::jsonb, ?, ?, 3, cast(? as bigint), ?, now(), 'tester', now())""")
                .params(id, "{\"gate\":\"" + gate + "\"}", state, run, position, position)
                .update();
        return jobs.find(id).orElseThrow();
    }

    @Test
    void a_job_tells_how_far_it_is_and_what_came_of_it() {
        JobRecord job = enqueue(gate);
        gated.awaitArrival(gate);
        JsonNode running = shown(job);
        assertThat(FinishedJobs.state(running)).isEqualTo("running");
        assertThat(running.path("total").asInt()).isEqualTo(3);
        gated.open(gate, 3);
        JsonNode done = finished.of(path(job));
        assertThat(FinishedJobs.state(done)).isEqualTo("done");
        assertThat(done.path("done").asInt()).isEqualTo(3);
        assertThat(done.path("result").path("steps").asInt()).isEqualTo(3);
        assertThat(gated.steps(gate)).containsExactly(1, 2, 3);
        assertThat(book.count("scheduled_tasks", "task_instance = '" + job.id() + "'"))
                .isZero();
        assertThat(book.count("audit_event", "action = 'job.start' and object = 'job/" + job.id() + "'"))
                .isEqualTo(1);
        assertThat(fleet.server().get("/api/v1/jobs").body()).contains(job.id().toString());
    }

    @Test
    void a_job_whose_process_died_is_taken_up_where_it_stood() {
        JobRecord job = left("running", 1, "2");
        jdbc.sql("""
                insert into scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by,
                    last_heartbeat, version) values ('job', ?, now(), true, 'gone', now() - interval '1 hour', 2)""").param(job.id().toString()).update();
        gated.open(gate, 3);
        JsonNode done = finished.of(path(job));
        assertThat(FinishedJobs.state(done)).isEqualTo("done");
        assertThat(gated.steps(gate)).containsExactly(3);
        assertThat(jobs.find(job.id()).orElseThrow().run()).isEqualTo(2);
    }

    @Test
    void a_job_stopped_by_the_end_of_its_process_waits_for_the_next() {
        JobRecord job = left("queued", 0, "0");
        gated.open(gate, 1);
        assertThat(runner.run(job.id(), () -> true)).isFalse();
        assertThat(FinishedJobs.state(shown(job))).isEqualTo("queued");
        gated.open(gate, 2);
        assertThat(runner.run(job.id(), () -> false)).isTrue();
        assertThat(FinishedJobs.state(shown(job))).isEqualTo("done");
        assertThat(gated.steps(gate)).containsExactly(1, 2, 3);
    }

    @Test
    void a_process_wrongly_thought_dead_writes_nothing_any_more() {
        JobRecord job = enqueue(gate);
        gated.awaitArrival(gate);
        jdbc.sql("update job set run = run + 1, position = 'of the other' where id = ?")
                .param(job.id())
                .update();
        gated.open(gate, 3);
        finished.until(() -> book.count("scheduled_tasks", "task_instance = '" + job.id() + "'") == 0);
        JobRecord after = jobs.find(job.id()).orElseThrow();
        assertThat(after.state()).isEqualTo(JobState.RUNNING);
        assertThat(after.position()).contains("of the other");
        assertThat(after.result()).isEmpty();
    }

    @Test
    void a_running_job_is_cancelled_after_its_step() {
        JobRecord job = enqueue(gate);
        gated.awaitArrival(gate);
        assertThat(fleet.server().post(path(job) + "/cancellation", Map.of()).status())
                .isEqualTo(200);
        gated.open(gate, 3);
        assertThat(FinishedJobs.state(finished.of(path(job)))).isEqualTo("cancelled");
        assertThat(fleet.server().post(path(job) + "/cancellation", Map.of()).code())
                .isEqualTo("job-finished");
        assertThat(book.count("audit_event", "action = 'job.cancel' and object = 'job/" + job.id() + "'"))
                .isEqualTo(1);
    }

    @Test
    void a_waiting_job_is_cancelled_at_once_and_never_begins() {
        JobRecord job = left("queued", 0, "0");
        assertThat(FinishedJobs.state(fleet.server()
                        .post(path(job) + "/cancellation", Map.of())
                        .json()))
                .isEqualTo("cancelled");
        assertThat(runner.run(job.id(), () -> false)).isTrue();
        assertThat(gated.steps(gate)).isEmpty();
    }

    @Test
    void a_job_that_fails_says_why() {
        String failing = Fleet.newName("fails");
        JobRecord job = enqueue(failing);
        gated.open(failing, 1);
        JsonNode failed = finished.of(path(job));
        assertThat(FinishedJobs.state(failed)).isEqualTo("failed");
        assertThat(failed.path("message").asString()).contains("a step failed");
    }

    @Test
    void a_job_of_a_kind_nobody_knows_fails() {
        JobRecord job = jobs.enqueue("unheard-of", Map.of(), "tester");
        assertThat(FinishedJobs.state(finished.of(path(job)))).isEqualTo("failed");
    }

    @Test
    void the_same_job_waits_once_but_not_in_place_of_one_that_runs() {
        GatedJob.Params params = new GatedJob.Params(gate);
        transaction.executeWithoutResult(_ -> {
            JobRecord first = jobs.enqueueOnce(GatedJob.NAME, params, "tester");
            JobRecord same = jobs.enqueueOnce(GatedJob.NAME, params, "another");
            assertThat(same.id()).isEqualTo(first.id());
        });
        gated.awaitArrival(gate);
        JobRecord next = jobs.enqueueOnce(GatedJob.NAME, params, "tester");
        assertThat(book.count("job", "params ->> 'gate' = '" + gate + "'")).isEqualTo(2);
        gated.open(gate, 6);
        assertThat(FinishedJobs.state(finished.of(path(next)))).isEqualTo("done");
    }

    @Test
    void a_job_is_there_only_if_the_transaction_that_wants_it_is() {
        UUID[] id = new UUID[1];
        transaction.executeWithoutResult(status -> {
            id[0] = enqueue(gate).id();
            status.setRollbackOnly();
        });
        assertThat(jobs.find(id[0])).isEmpty();
        assertThat(book.count("scheduled_tasks", "task_instance = '" + id[0] + "'"))
                .isZero();
    }

    @Test
    void viewers_see_jobs_and_cancel_none() {
        JobRecord job = left("queued", 0, "0");
        var viewer = fleet.server().withScopes("viewer");
        assertThat(viewer.get(path(job)).status()).isEqualTo(200);
        assertThat(viewer.post(path(job) + "/cancellation", Map.of()).status()).isEqualTo(403);
        assertThat(fleet.server()
                        .withScopes("operator")
                        .post(path(job) + "/cancellation", Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(viewer.get("/api/v1/jobs/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(viewer.get("/api/v1/jobs?limit=0").code()).isEqualTo("limit-invalid");
    }
}
