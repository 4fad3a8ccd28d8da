package dev.touchstone.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Waits for jobs as a client does. */
public final class FinishedJobs {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Set<String> FINISHED = Set.of("done", "failed", "cancelled");

    private final TestServer server;
    private final JdbcClient jdbc;

    FinishedJobs(TestServer server, JdbcClient jdbc) {
        this.server = server;
        this.jdbc = jdbc;
    }

    /** The job of a 202, once it is finished. */
    public JsonNode of(Answer accepted) {
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        return of(accepted.header("Location"));
    }

    /** The job of this id, once it is finished. */
    public JsonNode at(UUID id) {
        return of("/api/v1/jobs/" + id);
    }

    /** Waits until somebody waits for a lock of this table's rows. */
    public void waiting(String table) {
        String waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query ilike ?";
        until(() -> jdbc.sql(waiting)
                        .param("%from " + table + " where id = % for update%")
                        .query(Long.class)
                        .single()
                > 0);
    }

    /** Waits until the fleet is not being appraised anew, as it is after each approval. */
    public void appraised() {
        String underWay = "select count(*) from job where kind = 're-appraisal' and state in ('queued', 'running')";
        until(() -> jdbc.sql(underWay).query(Long.class).single() == 0);
    }

    /** The job at this path, once it is finished. */
    JsonNode of(String path) {
        return await().atMost(LONG)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> server.get(path).json(), job -> FINISHED.contains(state(job)));
    }

    /** Waits until something holds. */
    void until(Callable<Boolean> condition) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    /** Its state. */
    public static String state(JsonNode job) {
        return job.path("state").asString();
    }
}
