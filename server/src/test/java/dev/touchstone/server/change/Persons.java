package dev.touchstone.server.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Makes people for tests, and asks the server as one of them. */
public final class Persons {

    static final String PASSWORD = "correct horse battery staple";

    private final TestServer server;
    private final JsonMapper json;
    private List<Somebody> approvers = List.of();

    /** Somebody who gives a password with each request. */
    public record Somebody(TestServer server, JsonMapper json, String name, String password) {

        public Answer get(String path) {
            return send("GET", path, "");
        }

        public Answer post(String path, Object body, String... headers) {
            return send("POST", path, json.writeValueAsString(body), headers);
        }

        public Answer put(String path, Object body) {
            return send("PUT", path, json.writeValueAsString(body));
        }

        public Answer send(String method, String path, String body, String... headers) {
            byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
            String[] all = new String[headers.length + 2];
            all[0] = "Authorization";
            all[1] = "Basic " + Base64.getEncoder().encodeToString(pair);
            System.arraycopy(headers, 0, all, 2, headers.length);
            return server.anonymous().send(method, path, BodyPublishers.ofString(body), all);
        }

        /** Drafts and proposes. */
        public String propose(String kind, Object payload) {
            Answer draft = post("/api/v1/changes", Map.of("kind", kind, "title", "a test", "payload", payload));
            assertThat(draft.status()).as(draft.body()).isEqualTo(201);
            String id = draft.json().path("id").asString();
            Answer proposed = post("/api/v1/changes/" + id + "/proposal", Map.of());
            assertThat(proposed.status()).as(proposed.body()).isEqualTo(200);
            return id;
        }

        /** Reads the change and approves what it reads. */
        public Answer approve(String id) {
            String shown = get("/api/v1/changes/" + id).header("ETag");
            return post("/api/v1/changes/" + id + "/approval", Map.of(), "If-Match", shown);
        }
    }

    Persons(TestServer server, JsonMapper json) {
        this.server = server;
        this.json = json;
    }

    /** The same person with a password, right or wrong. */
    Somebody as(String name, String password) {
        return new Somebody(server, json, name, password);
    }

    /** A new person who has chosen a password. */
    Somebody with(String... roles) {
        return chosen(server.post("/api/v1/people", Map.of("name", Fleet.newName("person"), "roles", List.of(roles))));
    }

    /** Three who may draft, propose and approve, appointed while an administrator still may do so alone. */
    public synchronized List<Somebody> approvers() {
        if (approvers.isEmpty()) {
            List<Answer> created = Stream.generate(() -> Fleet.newName("person"))
                    .limit(3)
                    .map(name ->
                            server.post("/api/v1/people", Map.of("name", name, "roles", List.of("admin", "approver"))))
                    .toList();
            approvers = created.stream().map(this::chosen).toList();
        }
        return approvers;
    }

    private Somebody chosen(Answer created) {
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        String name = created.json().path("name").asString();
        Answer chosen = as(name, created.json().path("password").asString())
                .put("/api/v1/people/me/password", Map.of("password", PASSWORD));
        assertThat(chosen.status()).as(chosen.body()).isEqualTo(204);
        return as(name, PASSWORD);
    }
}
