package dev.touchstone.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Waits for jobs as a client does. */
public final class FinishedJobs {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Set<String> FINISHED = Set.of("done", "failed", "cancelled");

    private final TestServer server;

    FinishedJobs(TestServer server) {
        this.server = server;
    }

    /** The job of a 202, once it is finished. */
    public JsonNode of(Answer accepted) {
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        return of(accepted.header("Location"));
    }

    /** The job at this path, once it is finished. */
    JsonNode of(String path) {
        return await().atMost(LONG)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> server.get(path).json(), job -> FINISHED.contains(state(job)));
    }

    /** Waits until something holds. */
    void until(java.util.concurrent.Callable<Boolean> condition) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    /** Its state. */
    public static String state(JsonNode job) {
        return job.path("state").asString();
    }
}
