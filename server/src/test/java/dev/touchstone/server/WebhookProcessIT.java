package dev.touchstone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.db.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The receiver of {@code deploy/examples}, which is not of our code and checks each signature, and the server, each a
 * process that is killed half way.
 */
class WebhookProcessIT {

    private static final Pattern READY =
            Pattern.compile("Touchstone is ready: (http://[0-9.]+:\\d+)  \\(admin token: (.*/initial-admin-token)\\)");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SUBJECTS = 6;
    private static final int BATCH = 60;

    @TempDir
    private Path directory;

    private final TestDatabase.Database database = TestDatabase.shared().fresh();
    private final JdbcTemplate jdbc =
            new JdbcTemplate(new DriverManagerDataSource(database.url(), database.user(), database.password()));
    private int told;

    private ServerProcess serve() throws IOException {
        Map<String, String> settings = Map.of(
                "TOUCHSTONE_DATASOURCE_URL", database.url(),
                "TOUCHSTONE_DATASOURCE_USER", database.user(),
                "TOUCHSTONE_DATASOURCE_PASSWORD", database.password(),
                "TOUCHSTONE_NOTIFY_ALLOWHTTP", "true",
                "TOUCHSTONE_NOTIFY_ALLOWEDNETWORKS", "127.0.0.0/8",
                "TOUCHSTONE_NOTIFY_TIMEOUT", "2s",
                "TOUCHSTONE_NOTIFY_FIRSTRETRY", "100ms",
                "TOUCHSTONE_NOTIFY_LONGESTRETRY", "1s");
        return ServerProcess.serve(directory.resolve("home"), settings, "--port", "0");
    }

    /** Waits until it is ready: its address, and its administrator's token. */
    private static Matcher ready(ServerProcess server) throws IOException {
        Matcher ready = READY.matcher(server.line());
        assertThat(ready.matches()).as(server.log()).isTrue();
        return ready;
    }

    private static String secretOfNewWebhook(Matcher server, int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.group(1) + "/api/v1/webhooks"))
                .header(
                        "Authorization",
                        "Bearer " + Files.readString(Path.of(server.group(2))).strip())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"url\":\"http://127.0.0.1:" + port + "/\"}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            return JSON.readTree(answer.body()).path("secret").asString();
        }
    }

    private Process receive(int port, String secret) throws IOException {
        String script =
                Path.of("..", "deploy", "examples", "webhook-receiver.py").toString();
        var builder = new ProcessBuilder("python3", script, Integer.toString(port), file().toString())
                .redirectErrorStream(true);
        builder.environment().put("TOUCHSTONE_WEBHOOK_SECRET", secret);
        Process receiver = builder.start();
        assertThat(receiver.inputReader().readLine()).isEqualTo("listening on " + port);
        return receiver;
    }

    private Path file() {
        return directory.resolve("events.jsonl");
    }

    private List<JsonNode> received() throws IOException {
        return Files.readAllLines(file()).stream().map(JSON::readTree).toList();
    }

    /** As features do, each in a transaction of its own; subjects take turns. */
    private void tell() {
        for (int i = 0; i < BATCH; i++, told++) {
            jdbc.update(
                    "insert into outbox (at, kind, subject, payload) values (now(), 'host.rejected', ?, ?::jsonb)",
                    "host/" + told % SUBJECTS,
                    "{\"number\": " + told / SUBJECTS + "}");
        }
    }

    private void until(int events) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Files.exists(file()) && received().size() >= events);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void every_event_arrives_in_order_though_receiver_and_server_are_killed_half_way() throws Exception {
        int port = freePort();
        String secret;
        Process receiver;
        try (ServerProcess server = serve()) {
            secret = secretOfNewWebhook(ready(server), port);
            receiver = receive(port, secret);
            tell();
            until(BATCH / 3);
            receiver.destroyForcibly().waitFor();
            tell();
            receiver = receive(port, secret);
            until(BATCH);
            tell();
            server.kill();
        }
        try (ServerProcess server = serve()) {
            ready(server);
            tell();
            until(told);
        } finally {
            receiver.destroyForcibly().waitFor();
        }
        assertThat(received()).hasSize(told);
        for (int subject = 0; subject < SUBJECTS; subject++) {
            String name = "host/" + subject;
            assertThat(received().stream()
                            .filter(event -> event.path("subject").asString().equals(name))
                            .map(event -> event.path("data").path("number").asInt()))
                    .containsExactlyElementsOf(
                            IntStream.range(0, told / SUBJECTS).boxed().toList());
        }
    }
}
