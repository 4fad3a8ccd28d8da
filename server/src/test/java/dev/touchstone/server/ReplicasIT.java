package dev.touchstone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchstone.db.TestDatabase;
import dev.touchstone.server.host.StoredHosts;
import dev.touchstone.server.host.StoredHosts.Image;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two servers on one database, of which one hears no notifications, and what both do without it. */
class ReplicasIT {

    private static final Pattern READY = Pattern.compile("Touchstone is ready: (\\S+)  \\(admin token: (\\S+)\\)");
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

    /** A server, and who asks it. */
    private record Replica(HttpClient client, String url, String token) {

        static Replica of(HttpClient client, ServerProcess server) throws IOException {
            Matcher ready = READY.matcher(server.line());
            assertThat(ready.matches()).as(server.log()).isTrue();
            return new Replica(
                    client,
                    ready.group(1),
                    Files.readString(Path.of(ready.group(2))).strip());
        }

        Replica with(String other) {
            return new Replica(client, url, other);
        }

        JsonNode send(String method, String path, Object body) throws Exception {
            var request = HttpRequest.newBuilder(URI.create(url + path))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
            var answer = client.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
            return JSON.readTree(answer.body());
        }

        JsonNode ask(UUID host) {
            try {
                return send("GET", "/api/v1/admission/" + host + "?result=false", Map.of());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        String decision(UUID host) {
            return ask(host).path("decision").asString();
        }
    }

    private UUID trusted() {
        UUID host = new StoredHosts(jdbc, JSON)
                .add(1, Image.of("golden", 1, 1), Map.of(), Instant.now())
                .getFirst()
                .id();
        jdbc.update("update host set verdict = 'TRUSTED' where id = ?", host);
        return host;
    }

    private static void within(Duration most, Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(20)).atMost(most).until(condition);
    }

    @Test
    void a_verdict_that_turns_on_one_is_denied_on_the_other_and_nobody_is_let_in_without_the_database()
            throws Exception {
        try (ServerProcess first = serve(true);
                HttpClient client = HttpClient.newHttpClient()) {
            Replica hearing = Replica.of(client, first);
            try (ServerProcess second = serve(false)) {
                Replica deaf = Replica.of(client, second);
                String token = engine(hearing);
                aRevocationCountsOnBoth(hearing, List.of(hearing.with(token), deaf.with(token)));
                withoutTheDatabase(List.of(hearing.with(token), deaf.with(token)));
            }
        }
    }

    /** A consumer's token is known without the database too. */
    private static String engine(Replica admin) throws Exception {
        admin.send("PUT", "/api/v1/consumers/engine", Map.of("mode", "enforce", "outage", "deny"));
        return admin.send("POST", "/api/v1/consumers/engine/tokens", Map.of())
                .path("token")
                .asString();
    }

    private void aRevocationCountsOnBoth(Replica admin, List<Replica> replicas) throws Exception {
        for (int i = 0; i < 3; i++) {
            UUID host = trusted();
            for (Replica replica : replicas) {
                within(Duration.ofSeconds(20), () -> replica.decision(host).equals("allow"));
            }
            admin.send("POST", "/api/v1/hosts/" + host + "/revocation", Map.of());
            for (Replica replica : replicas) {
                within(LEASE, () -> replica.decision(host).equals("deny"));
            }
        }
    }

    private void withoutTheDatabase(List<Replica> replicas) {
        UUID host = trusted();
        replicas.forEach(replica ->
                within(Duration.ofSeconds(20), () -> replica.decision(host).equals("allow")));
        String name = database.url().replaceAll(".*/([a-z0-9_]+).*", "$1");
        JdbcTemplate server = jdbc(database.url().replace("/" + name, "/postgres"));
        server.execute("alter database " + name + " with allow_connections false");
        server.queryForList("select pg_terminate_backend(pid) from pg_stat_activity where datname = ?", name);
        for (Replica replica : replicas) {
            within(
                    LEASE.plusSeconds(1),
                    () -> !replica.ask(host).path("current").asBoolean());
            JsonNode answer = replica.ask(host);
            assertThat(answer.path("decision").asString()).isEqualTo("deny");
            assertThat(answer.path("reasons").path(0).path("code").asString()).isEqualTo("state-not-current");
        }
        server.execute("alter database " + name + " with allow_connections true");
        replicas.forEach(replica ->
                within(Duration.ofSeconds(10), () -> replica.decision(host).equals("allow")));
    }
}
