package dev.touchstone.server.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.StoredHosts;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Policy engines as managed objects, and how they are answered. */
@FleetTest
class ConsumersIT {

    private final Fleet fleet;
    private final Stored stored;
    private final Synchronised synchronised;
    private final JdbcClient jdbc;

    ConsumersIT(Fleet fleet, Stored stored, Synchronised synchronised, JdbcClient jdbc) {
        this.fleet = fleet;
        this.stored = stored;
        this.synchronised = synchronised;
        this.jdbc = jdbc;
    }

    private static String path(String name) {
        return "/api/v1/consumers/" + name;
    }

    private Answer put(String name, Object body, String... headers) {
        return fleet.server()
                .send(
                        "PUT",
                        path(name),
                        BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)),
                        headers);
    }

    private String made(Map<String, ?> consumer) {
        String name = Fleet.newName("consumer");
        Answer answer = put(name, consumer);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return name;
    }

    private TestServer as(String consumer) {
        Answer issued = fleet.server().post(path(consumer) + "/tokens", Map.of());
        assertThat(issued.status()).as(issued.body()).isEqualTo(201);
        synchronised.now();
        return fleet.server().as(issued.json().path("token").asString());
    }

    @Test
    void a_consumer_is_made_shown_changed_by_who_saw_it_and_taken_away() {
        String name = made(Map.of("mode", "monitor"));
        Answer shown = fleet.server().get(path(name));
        assertThat(shown.json().path("outage").asString()).isEqualTo("quarantine");
        assertThat(shown.json().path("maximumEvidenceAge").asString()).isEqualTo("PT8784H");
        assertThat(shown.json().path("allowedBindings").toString()).isEqualTo("[\"certificate\",\"inventory\"]");
        assertThat(fleet.server().get("/api/v1/consumers").body()).contains('"' + name + '"');

        Map<String, Object> changed = Map.of(
                "mode",
                "enforce",
                "outage",
                "deny",
                "policy",
                Map.of("DRIFTED", "deny"),
                "radius",
                Map.of("allowVlan", "100", "quarantineVlan", "quarantine"));
        assertThat(put(name, changed).code()).isEqualTo("if-match-required");
        assertThat(put(name, changed, "If-Match", "\"other\"").status()).isEqualTo(412);
        Answer after = put(name, changed, "If-Match", shown.header("ETag"));
        assertThat(after.status()).as(after.body()).isEqualTo(200);
        assertThat(after.json().path("radius").path("quarantineVlan").asString())
                .isEqualTo("quarantine");
        assertThat(put(name, changed, "If-Match", shown.header("ETag")).status())
                .isEqualTo(412);

        assertThat(jdbc.sql("select before->>'mode' || '>' || (after->>'mode') from audit_event where object = ?"
                                + " and action = 'consumer.change'")
                        .param("consumer/" + name)
                        .query(String.class)
                        .single())
                .isEqualTo("monitor>enforce");
        assertThat(fleet.server().delete(path(name)).status()).isEqualTo(204);
        assertThat(fleet.server().get(path(name)).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"mode\":\"off\"}",
                "{\"mode\":\"enforce\",\"outage\":\"allow\"}",
                "{\"mode\":\"enforce\",\"policy\":{\"DRIFTED\":\"allow\"}}",
                "{\"mode\":\"enforce\",\"policy\":{\"REJECTED\":\"allow\"}}",
                "{\"mode\":\"enforce\",\"policy\":{\"LATE\":\"deny\"}}",
                "{\"mode\":\"enforce\",\"maximumEvidenceAge\":\"PT0S\"}",
                "{\"mode\":\"enforce\",\"maximumEvidenceAge\":\"PT1000000H\"}",
                "{\"mode\":\"enforce\",\"allowedBindings\":[\"hearsay\"]}",
                "{\"mode\":\"enforce\",\"radius\":{\"allowVlan\":\"%{User-Name}\"}}",
                "{\"mode\":\"enforce\",\"radius\":{\"allowVlan\":\"a\\nb\"}}",
                "{\"mode\":\"enforce\",\"extra\":1}"
            })
    void what_a_consumer_cannot_be_is_refused(String body) {
        Answer answer = fleet.server().send("PUT", path(Fleet.newName("bad")), BodyPublishers.ofString(body));
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "Upper", "-a", "a%20b", "a%0Ab"})
    void a_name_that_is_none_is_refused(String name) {
        assertThat(put(name, Map.of("mode", "monitor")).status()).isEqualTo(400);
    }

    @Test
    void a_monitoring_consumer_is_told_what_would_be() {
        UUID rejected = stored.host("REJECTED").id();
        TestServer monitor = as(made(Map.of("mode", "monitor")));
        JsonNode answer = monitor.get("/api/v1/admission/" + rejected).json();
        assertThat(answer.path("decision").asString()).isEqualTo("allow");
        assertThat(answer.path("wouldBe").asString()).isEqualTo("deny");
        assertThat(answer.path("current").asBoolean()).isTrue();
        assertThat(fleet.admission(rejected).json().has("wouldBe")).isFalse();
    }

    @Test
    void a_consumers_token_asks_for_admission_and_does_nothing_else() {
        TestServer engine = as(made(Map.of("mode", "enforce")));
        assertThat(engine.get("/api/v1/admission/nobody").status()).isEqualTo(200);
        for (String other : List.of("/api/v1/hosts", "/api/v1/consumers", "/api/v1/access-tokens")) {
            assertThat(engine.get(other).status()).as(other).isEqualTo(403);
        }
        assertThat(engine.put(path("mine"), Map.of("mode", "monitor")).status()).isEqualTo(403);
        assertThat(fleet.server()
                        .withScopes("operator")
                        .put(path("mine"), Map.of("mode", "monitor"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void tokens_end_with_their_consumer_and_come_back_with_no_other_of_its_name() {
        String name = made(Map.of("mode", "monitor"));
        TestServer engine = as(name);
        assertThat(engine.get("/api/v1/admission/nobody").status()).isEqualTo(200);
        assertThat(fleet.server().delete(path(name)).status()).isEqualTo(204);
        synchronised.now();
        assertThat(engine.get("/api/v1/admission/nobody").status()).isEqualTo(401);
        assertThat(put(name, Map.of("mode", "monitor")).status()).isEqualTo(200);
        synchronised.now();
        assertThat(engine.get("/api/v1/admission/nobody").status()).isEqualTo(401);
        assertThat(fleet.server().post(path("no-such") + "/tokens", Map.of()).status())
                .isEqualTo(404);
    }

    @Test
    void a_revoked_token_is_not_remembered() {
        Answer issued = fleet.server().post(path(made(Map.of("mode", "enforce"))) + "/tokens", Map.of());
        TestServer engine = fleet.server().as(issued.json().path("token").asString());
        synchronised.now();
        assertThat(engine.get("/api/v1/admission/nobody").status()).isEqualTo(200);
        fleet.server()
                .delete("/api/v1/access-tokens/" + issued.json().path("id").asString());
        synchronised.now();
        assertThat(engine.get("/api/v1/admission/nobody").status()).isEqualTo(401);
    }

    @Test
    void the_same_decision_is_not_told_twice() {
        StoredHosts.Stored host = stored.host("TRUSTED");
        Answer first = fleet.admission(host.id());
        String tag = first.header("ETag");
        Answer again = ask("/api/v1/admission/" + host.id(), tag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.header("X-Touchstone-Holds-Until"))
                .isEqualTo(first.json().path("holdsUntil").asString());
        stored.turn(host.id(), "DRIFTED");
        synchronised.now();
        assertThat(ask("/api/v1/admission/" + host.id(), tag).status()).isEqualTo(200);
    }

    private Answer ask(String path, String tag) {
        return fleet.server().send("GET", path, BodyPublishers.noBody(), "If-None-Match", tag);
    }

    @Test
    void who_waits_hears_of_another_decision_at_once_and_of_none_at_the_end() throws Exception {
        StoredHosts.Stored host = stored.host("TRUSTED");
        String tag = fleet.admission(host.id()).header("ETag");
        String waiting = "/api/v1/admission/" + host.id() + "?wait=";
        assertThat(ask(waiting + 1, tag).status()).isEqualTo(304);
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> ask(waiting + 60, tag));
        stored.turn(host.id(), "REJECTED");
        await().atMost(Duration.ofSeconds(10)).until(answer::isDone);
        assertThat(answer.get().json().path("decision").asString()).isEqualTo("deny");
    }

    @Test
    void nobody_waits_without_bounds() {
        for (String wait : List.of("0", "61", "-1", "PT1S", "99999999999")) {
            assertThat(ask("/api/v1/admission/x?wait=" + wait, "W/\"0\"").status())
                    .as(wait)
                    .isEqualTo(400);
        }
        assertThat(fleet.server().get("/api/v1/admission/x?wait=5").code()).isEqualTo("wait-needs-if-none-match");
    }

    @Test
    void the_signed_result_is_left_out_on_request() {
        StoredHosts.Stored host = stored.host("TRUSTED");
        assertThat(fleet.admission(host.id()).json().has("result")).isTrue();
        assertThat(fleet.admission(host.id() + "?result=false").json().has("result"))
                .isFalse();
    }

    @Test
    void many_are_asked_for_at_once_and_answered_in_order() {
        StoredHosts.Stored host = stored.host("TRUSTED");
        synchronised.now();
        Answer answer = fleet.server()
                .withScopes("admission")
                .post(
                        "/api/v1/admission",
                        Map.of(
                                "subjects",
                                List.of(
                                        Map.of("host", host.id()),
                                        Map.of("host", host.name()),
                                        Map.of("mac", "02:00:00:00:00:ff"),
                                        Map.of("host", "a\u0000b\n".repeat(20_000)))));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("a\\u0000b");
        assertThat(answer.json()
                        .path("decisions")
                        .valueStream()
                        .map(d -> d.path("decision").asString()))
                .containsExactly("allow", "quarantine", "deny", "deny");
        assertThat(fleet.server()
                        .post("/api/v1/admission", Map.of("subjects", Collections.nCopies(1001, Map.of("host", "x"))))
                        .code())
                .isEqualTo("too-many-subjects");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"host\":\"a\",\"mac\":\"02:00:00:00:00:01\"}",
                "{\"mac\":\"02:00:00:00:00\"}",
                "{\"mac\":\"02:00-00:00:00:01\"}",
                "{\"certificate\":\"00\"}",
                "{\"keyIdentifier\":\"zz\"}"
            })
    void a_subject_that_is_none_is_refused(String subject) {
        Answer answer = fleet.server().postRaw("/api/v1/admission", "{\"subjects\":[" + subject + "]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("subject-invalid");
    }

    @Test
    void a_name_of_any_kind_is_unknown_or_refused_and_not_repeated() {
        for (String name : List.of("%00", "a%0d%0aX-Injected:%201", "%25%7BUser-Name%7D", "n".repeat(6000))) {
            Answer answer = fleet.server().get("/api/v1/admission/" + name);
            assertThat(answer.status()).as(name).isIn(200, 400);
            assertThat(answer.headers().map()).doesNotContainKey("X-Injected");
            // Where a problem names the path, it is as it was sent: escaped.
            assertThat(answer.body()).doesNotContain("\n", "\\n", "X-Injected: 1", "%{User-Name}");
        }
    }
}
