package dev.touchstone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchstone.db.TestDatabase;
import dev.touchstone.server.host.StoredHosts;
import dev.touchstone.server.host.StoredHosts.Image;
import dev.touchstone.server.host.StoredHosts.Stored;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/** A server killed in the midst of a job, and the next one that finishes it. */
class RestartIT {

    private static final Pattern READY = Pattern.compile("Touchstone is ready: (\\S+)  \\(admin token: (\\S+)\\)");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path directory;

    private final TestDatabase.Database database = FreshHome.database();
    private final JdbcTemplate jdbc =
            new JdbcTemplate(new DriverManagerDataSource(database.url(), database.user(), database.password()));

    private ServerProcess serve() throws IOException {
        Map<String, String> settings = Map.of(
                "TOUCHSTONE_DATASOURCE_URL", database.url(),
                "TOUCHSTONE_DATASOURCE_USER", database.user(),
                "TOUCHSTONE_DATASOURCE_PASSWORD", database.password(),
                "DBSCHEDULER_HEARTBEATINTERVAL", "1s");
        return ServerProcess.serve(directory.resolve("home"), settings, "--port", "0");
    }

    /** Where a server is, and who may ask it. */
    private record Client(String url, String token) {

        static Client of(ServerProcess server) throws IOException {
            Matcher ready = READY.matcher(server.line());
            assertThat(ready.matches()).as(server.log()).isTrue();
            return new Client(
                    ready.group(1), Files.readString(Path.of(ready.group(2))).strip());
        }

        HttpResponse<String> post(String path, Object body) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            try (HttpClient client = HttpClient.newHttpClient()) {
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
                return answer;
            }
        }
    }

    private List<UUID> store(Client client) throws Exception {
        List<Stored> hosts =
                new StoredHosts(jdbc, JSON).add(3, Image.of("golden", 1, 1), Map.of("test", "restart"), Instant.now());
        String set = "/api/v1/reference-sets";
        client.post(
                set, Map.of("name", "restart", "captureFrom", hosts.getFirst().attestation()));
        client.post(set + "/restart/versions/1/proposal", Map.of());
        client.post(set + "/restart/versions/1/approval", Map.of());
        return ids("select id from host order by id");
    }

    private List<UUID> ids(String query) {
        return jdbc.query(query, (row, _) -> row.getObject(1, UUID.class));
    }

    private boolean holds(String condition, Object... parameters) {
        return Boolean.TRUE.equals(
                jdbc.queryForObject("select exists (select 1 from " + condition + ")", Boolean.class, parameters));
    }

    private void until(String condition, Object... parameters) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> holds(condition, parameters));
    }

    @Test
    void a_job_whose_server_is_killed_is_finished_by_the_next_and_no_host_twice() throws Exception {
        List<UUID> hosts;
        try (ServerProcess server = serve();
                Connection holder = DriverManager.getConnection(database.url(), database.user(), database.password())) {
            Client client = Client.of(server);
            hosts = store(client);
            // The job stops at the second of three hosts, whose row somebody else holds.
            hold(holder, hosts.get(1));
            client.post("/api/v1/re-appraisals", Map.of());
            until("host where id = ? and verdict = 'TRUSTED'", hosts.getFirst());
            until("pg_stat_activity where wait_event_type = 'Lock' and query like '%host where id%for update%'");
            server.kill();
        }
        try (ServerProcess server = serve()) {
            Client.of(server);
            until("job where kind = 're-appraisal' and state = 'done' and run = 2");
        }
        assertThat(jdbc.queryForList("select verdict from host order by id", String.class))
                .containsOnly("TRUSTED");
        assertThat(ids("select host_id from verdict_transition where cause = 're-appraisal' order by host_id"))
                .isEqualTo(hosts);
    }

    private static void hold(Connection holder, UUID host) throws Exception {
        holder.setAutoCommit(false);
        try (var lock = holder.prepareStatement("select id from host where id = ? for update")) {
            lock.setObject(1, host);
            lock.executeQuery().close();
        }
    }
}
