package dev.touchstone.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.ServerTest;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.ops.TouchstoneHome;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class AccessIT {

    private static final String TOKENS = "/api/v1/access-tokens";
    private final TestServer server;
    private final TouchstoneHome home;
    private final JdbcClient jdbc;

    AccessIT(TestServer server, TouchstoneHome home, JdbcClient jdbc) {
        this.server = server;
        this.home = home;
        this.jdbc = jdbc;
    }

    @DisplayName("Each scope may do what it is for and nothing more")
    @ParameterizedTest(name = "{0} {1} with {2}: {3}")
    @CsvSource(textBlock = """
            GET,    /api/v1/admission/x,          none,      401
            GET,    /api/v1/hosts,                none,      401
            POST,   /api/v1/enrollments/x,        none,      401
            GET,    /api/v1/enrollments,          none,      401
            POST,   /api/v1/challenges/,          none,      401
            GET,    /actuator/prometheus,         none,      401
            GET,    /actuator/health,             none,      401
            GET,    /actuator/health/liveness,    none,      200
            GET,    /actuator/health/readiness,   none,      200
            GET,    /.well-known/jwks.json,       none,      200
            GET,    /.well-known/other,           none,      401
            GET,    /api/v1/no-such,              admission, 403
            GET,    /api/v1/access-tokens,        admission, 403
            GET,    /actuator/prometheus,         admission, 403
            POST,   /api/v1/admission/x,          admission, 403
            GET,    /api/v1/access-tokens,        viewer,    403
            GET,    /api/v1/people,               viewer,    403
            GET,    /api/v1/access-tokens,        auditor,   200
            GET,    /api/v1/people,               auditor,   200
            GET,    /api/v1/hosts,                auditor,   200
            POST,   /api/v1/reference-sets,       auditor,   403
            POST,   /api/v1/access-tokens,        auditor,   403
            GET,    /actuator/prometheus,         viewer,    200
            GET,    /actuator/info,               viewer,    200
            POST,   /api/v1/access-tokens,        viewer,    403
            PUT,    /api/v1/inventory,            viewer,    403
            POST,   /api/v1/hosts/x/approval,     viewer,    403
            POST,   /api/v1/reference-sets,       viewer,    403
            GET,    /api/v1/access-tokens,        operator,  403
            POST,   /api/v1/access-tokens,        operator,  403
            DELETE, /api/v1/access-tokens/x,      operator,  403
            POST,   /api/v1/trust-anchors,        operator,  403
            POST,   /api/v1/anything-else,        operator,  403
            POST,   /api/v1/access-tokens,        admin,     400
            """)
    void scopes(String method, String path, String scope, int status) {
        TestServer caller = scope.equals("none") ? server.anonymous() : server.withScopes(scope);
        Answer answer = caller.send(method, path, BodyPublishers.ofString("{}"));
        assertThat(answer.status()).isEqualTo(status);
        if (status == 401 || status == 403) {
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.code()).isEqualTo(status == 401 ? "unauthenticated" : "forbidden");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            PUT,  /api/v1/inventory,              operator
            POST, /api/v1/hosts/x/approval,       operator
            POST, /api/v1/reference-sets/x/versions/1/approval, operator
            POST, /api/v1/enrollment-tokens,      operator
            GET,  /api/v1/admission/x,            admission
            POST, /api/v1/enrollments,            none
            POST, /api/v1/enrollments/x/activation, none
            POST, /api/v1/challenges,             none
            POST, /api/v1/attestations,           none
            """)
    void what_a_scope_is_for_is_not_kept_from_it(String method, String path, String scope) {
        TestServer caller = scope.equals("none") ? server.anonymous() : server.withScopes(scope);
        assertThat(caller.send(method, path, BodyPublishers.ofString("{}")).status())
                .isNotIn(401, 403, 500);
    }

    @Test
    void a_token_is_shown_once_and_kept_as_a_digest() {
        Answer created = server.post(TOKENS, Map.of("name", "radius", "scopes", List.of("admission")));
        assertThat(created.status()).isEqualTo(201);
        String token = created.json().path("token").asString();
        assertThat(token).matches("tst_[A-Za-z0-9_-]{43}");
        assertThat(server.get(TOKENS).body()).contains("radius").doesNotContain(token);
        byte[] digest = jdbc.sql("select token_sha256 from access_token where id = ?::uuid")
                .param(created.json().path("id").asString())
                .query((row, _) -> row.getBytes(1))
                .single();
        assertThat(Bytes.of(digest)).isEqualTo(TokenText.digest(token));
    }

    @Test
    void making_and_revoking_a_token_is_on_record_without_its_secret() {
        Answer created = server.post(TOKENS, Map.of("name", "recorded", "scopes", List.of("viewer")));
        String id = created.json().path("id").asString();
        assertThat(server.delete(TOKENS + "/" + id).status()).isEqualTo(204);
        var events = jdbc.sql("select actor || ' ' || action || ' ' || coalesce(after::text, '') from audit_event"
                        + " where object = ? order by at")
                .param("access-token/" + id)
                .query(String.class)
                .list();
        assertThat(events).hasSize(2);
        assertThat(events.get(0)).startsWith("bootstrap access-token.create").doesNotContain("tst_");
        assertThat(events.get(1)).startsWith("bootstrap access-token.revoke");
    }

    @Test
    void a_revoked_token_is_refused_at_once() {
        Answer created = server.post(TOKENS, Map.of("name", "gone", "scopes", List.of("viewer")));
        TestServer holder = server.as(created.json().path("token").asString());
        assertThat(holder.get("/api/v1/hosts").status()).isEqualTo(200);
        server.delete(TOKENS + "/" + created.json().path("id").asString());
        assertThat(holder.get("/api/v1/hosts").status()).isEqualTo(401);
    }

    @Test
    void an_expired_token_is_refused() {
        Answer created = server.post(TOKENS, Map.of("name", "old", "scopes", List.of("viewer")));
        jdbc.sql("update access_token set expires_at = now() - interval '1 second' where id = ?::uuid")
                .param(created.json().path("id").asString())
                .update();
        Answer answer = server.as(created.json().path("token").asString()).get("/api/v1/hosts");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
    }

    @Test
    void a_token_cannot_be_made_to_expire_in_the_past() {
        var wanted = Map.of("name", "past", "scopes", List.of("viewer"), "expiresAt", Instant.EPOCH);
        Answer answer = server.post(TOKENS, wanted);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("expiry-in-the-past");
    }

    @ParameterizedTest
    @CsvSource({"tst_short", "wrong", "tst_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void a_bad_token_is_refused_also_where_none_is_needed(String token) {
        assertThat(server.as(token).post("/api/v1/challenges", Map.of()).status())
                .isEqualTo(401);
    }

    @Test
    void use_is_recorded_at_most_once_a_minute() {
        Answer created = server.post(TOKENS, Map.of("name", "busy", "scopes", List.of("viewer")));
        TestServer holder = server.as(created.json().path("token").asString());
        holder.get("/api/v1/hosts");
        String first = lastUsed(created);
        holder.get("/api/v1/hosts");
        assertThat(lastUsed(created)).isEqualTo(first).isNotEmpty();
    }

    private String lastUsed(Answer created) {
        return jdbc.sql("select coalesce(last_used_at::text, '') from access_token where id = ?::uuid")
                .param(created.json().path("id").asString())
                .query(String.class)
                .single();
    }

    @Test
    void the_first_administrator_token_is_for_its_owner_only() throws IOException {
        assertThat(Files.getPosixFilePermissions(home.initialAdminToken()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(server.get(TOKENS).status()).isEqualTo(200);
    }

    @Test
    void a_second_bootstrap_token_cannot_exist() {
        assertThat(jdbc.sql("select count(*) from access_token where bootstrap")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }
}
