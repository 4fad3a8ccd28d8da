package dev.touchstone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchstone.db.TestDatabase;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.StoredHosts;
import dev.touchstone.server.host.StoredHosts.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two servers on one database, of which one hears no notifications, and what both do without it. */
class ReplicasIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LEASE = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    private final TestDatabase.Database database = TestDatabase.shared().fresh();
    private final JdbcTemplate jdbc = jdbc(database.url());

    private JdbcTemplate jdbc(String url) {
        return new JdbcTemplate(new DriverManagerDataSource(url, database.user(), database.password()));
    }

    private ServerProcess serve(boolean listen) throws IOException {
        Map<String, String> settings = Map.of(
                "TOUCHSTONE_DATASOURCE_URL", database.url(),
                "TOUCHSTONE_DATASOURCE_USER", database.user(),
                "TOUCHSTONE_DATASOURCE_PASSWORD", database.password(),
                "TOUCHSTONE_ADMISSION_LISTEN", Boolean.toString(listen));
        return ServerProcess.serve(directory.resolve("home"), settings, "--port", "0");
    }

    private static JsonNode ask(TestServer replica, UUID host) {
        Answer answer = replica.get("/api/v1/admission/" + host + "?result=false");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static boolean decides(TestServer replica, UUID host, String decision) {
        return ask(replica, host).path("decision").asString().equals(decision);
    }

    private UUID trusted() {
        UUID host = new StoredHosts(jdbc, JSON)
                .add(1, Image.of("golden", 1, 1), Map.of(), Instant.now())
                .getFirst()
                .id();
        jdbc.update("update host set verdict = 'TRUSTED' where id = ?", host);
        return host;
    }

    private static void within(Duration most, List<TestServer> replicas, UUID host, String decision) {
        within(most, () -> replicas.stream().allMatch(replica -> decides(replica, host, decision)));
    }

    private static void within(Duration most, Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(20)).atMost(most).until(condition);
    }

    @Test
    void a_verdict_that_turns_on_one_counts_on_the_other_and_nobody_is_let_in_without_the_database() throws Exception {
        try (ServerProcess first = serve(true)) {
            TestServer hearing = TestServer.of(first);
            try (ServerProcess second = serve(false)) {
                TestServer deaf = TestServer.of(second);
                String token = engine(hearing);
                List<TestServer> replicas = List.of(hearing.as(token), deaf.as(token));
                evidenceCountsOnBoth(hearing, deaf, replicas);
                aRevocationCountsOnBoth(hearing, replicas);
                withoutTheDatabase(replicas);
            }
        }
    }

    /** A consumer's token is known without the database too. */
    private static String engine(TestServer admin) {
        admin.put("/api/v1/consumers/engine", Map.of("mode", "enforce", "outage", "deny"));
        return admin.post("/api/v1/consumers/engine/tokens", Map.of())
                .json()
                .path("token")
                .asString();
    }

    private void evidenceCountsOnBoth(TestServer one, TestServer other, List<TestServer> replicas) throws Exception {
        try (ForeignHost host = ForeignHost.pinned(one, directory, "turning")) {
            host.boot("golden");
            host.becomeTrusted();
            // Neither was asked before: what is done first takes longest.
            within(Duration.ofSeconds(20), replicas, host.id(), "allow");
            for (TestServer asked : List.of(one, other)) {
                host.boot("altered-cmdline");
                host.attest(asked, 10);
                within(LEASE, replicas, host.id(), "quarantine");
                host.boot("golden");
                host.attest(asked, 0);
                within(LEASE, replicas, host.id(), "allow");
            }
        }
    }

    private void aRevocationCountsOnBoth(TestServer admin, List<TestServer> replicas) {
        for (int i = 0; i < 3; i++) {
            UUID host = trusted();
            within(Duration.ofSeconds(20), replicas, host, "allow");
            admin.post("/api/v1/hosts/" + host + "/revocation", Map.of());
            within(LEASE, replicas, host, "deny");
        }
    }

    private void withoutTheDatabase(List<TestServer> replicas) {
        UUID host = trusted();
        within(Duration.ofSeconds(20), replicas, host, "allow");
        String name = database.url().replaceAll(".*/([a-z0-9_]+).*", "$1");
        JdbcTemplate server = jdbc(database.url().replace("/" + name, "/postgres"));
        server.execute("alter database " + name + " with allow_connections false");
        server.queryForList("select pg_terminate_backend(pid) from pg_stat_activity where datname = ?", name);
        for (TestServer replica : replicas) {
            within(
                    LEASE.plusSeconds(1),
                    () -> !ask(replica, host).path("current").asBoolean());
            JsonNode answer = ask(replica, host);
            assertThat(answer.path("decision").asString()).isEqualTo("deny");
            assertThat(answer.path("reasons").path(0).path("code").asString()).isEqualTo("state-not-current");
        }
        server.execute("alter database " + name + " with allow_connections true");
        within(Duration.ofSeconds(10), replicas, host, "allow");
    }
}
