package dev.touchstone.server.access;

import static dev.touchstone.server.access.Visitor.PASSWORD;
import static dev.touchstone.server.access.Visitor.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.TestServer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.MovableClock;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@AccessTest
class SessionIT {

    private static final String PAGE = "/no-such-page";

    private final TestServer server;
    private final WebSessions sessions;
    private final JdbcClient jdbc;
    private final MovableClock clock;
    private final String name = Fleet.newName("person");

    SessionIT(TestServer server, WebSessions sessions, JdbcClient jdbc, MovableClock clock) {
        this.server = server;
        this.sessions = sessions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private Visitor visitor() {
        return new Visitor(server);
    }

    /** 404 for whoever may read, 302 for whoever has no session. */
    private static int status(Visitor visitor) throws Exception {
        return visitor.get(PAGE).statusCode();
    }

    @Test
    void a_person_signs_in_with_a_name_in_any_case_and_a_password() throws Exception {
        visitor().as(name, "viewer");
        var visitor = visitor();
        assertThat(location(visitor.signIn(" " + name.toUpperCase(java.util.Locale.ROOT), PASSWORD)))
                .endsWith("/");
        assertThat(visitor.get("/").body()).contains(name);
    }

    @Test
    void the_cookie_is_for_this_server_alone_and_no_script() throws Exception {
        visitor().as(name, "viewer");
        var cookie = visitor().signIn(name, PASSWORD).headers().allValues("Set-Cookie").stream()
                .filter(c -> c.startsWith(SessionSecret.COOKIE))
                .findFirst();
        assertThat(cookie).isPresent();
        assertThat(cookie.get())
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Max-Age");
    }

    @Test
    void a_first_password_lets_in_to_be_changed_and_for_nothing_else() throws Exception {
        var created = server.post("/api/v1/people", Map.of("name", name, "roles", List.of("admin")));
        String first = created.json().path("password").asString();
        var visitor = visitor();
        assertThat(location(visitor.signIn(name, first))).endsWith("/");
        assertThat(location(visitor.get("/"))).endsWith("/access/me");
        assertThat(location(visitor.post("/access/people", Map.of("name", "x"))))
                .endsWith("/access/me");
        assertThat(visitor.get("/access/me").body()).contains("Choose a password");
        var chosen = Map.of("current", first, "password", PASSWORD, "again", PASSWORD);
        assertThat(location(visitor.post("/access/me/password", chosen))).endsWith("/access/me?changed");
        assertThat(visitor.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void a_password_too_short_or_not_twice_the_same_or_without_the_old_one_is_not_taken() throws Exception {
        var visitor = visitor().as(name, "viewer");
        var refused = List.of(
                Map.of("current", PASSWORD, "password", "short", "again", "short"),
                Map.of("current", PASSWORD, "password", PASSWORD + "1", "again", PASSWORD + "2"),
                Map.of("current", "wrong", "password", PASSWORD + "1", "again", PASSWORD + "1"));
        for (var form : refused) {
            var answer = visitor.post("/access/me/password", form);
            assertThat(answer.statusCode()).isIn(403, 422);
            assertThat(answer.body()).contains("role=\"alert\"");
        }
        assertThat(location(visitor().signIn(name, PASSWORD))).endsWith("/");
    }

    @Test
    void each_sign_in_has_a_session_of_its_own_and_a_planted_one_is_none() throws Exception {
        visitor().as(name, "viewer");
        var visitor = visitor();
        String planted = "A".repeat(43);
        visitor.setCookie(SessionSecret.COOKIE, planted);
        visitor.signIn(name, PASSWORD);
        String first = visitor.session();
        assertThat(first).isNotEqualTo(planted);
        visitor.signIn(name, PASSWORD);
        assertThat(visitor.session()).isNotEqualTo(first);
        var thief = visitor();
        thief.setCookie(SessionSecret.COOKIE, planted);
        assertThat(status(thief)).isEqualTo(302);
        thief.setCookie(SessionSecret.COOKIE, first);
        assertThat(status(thief)).isEqualTo(302);
        thief.setCookie(SessionSecret.COOKIE, visitor.session());
        assertThat(status(thief)).isEqualTo(404);
    }

    @Test
    void signing_out_ends_the_session_on_the_server() throws Exception {
        var visitor = visitor().as(name, "viewer");
        String secret = visitor.session();
        visitor.post("/sign-out", Map.of());
        var thief = visitor();
        thief.setCookie(SessionSecret.COOKIE, secret);
        assertThat(status(thief)).isEqualTo(302);
    }

    @Test
    void who_reads_the_database_has_no_session() throws Exception {
        var visitor = visitor().as(name, "viewer");
        assertThat(jdbc.sql("select * from web_session where person = ?")
                        .param(name)
                        .query()
                        .listOfRows()
                        .toString())
                .doesNotContain(visitor.session());
    }

    @Test
    void disabling_a_person_ends_the_sessions_at_once() throws Exception {
        var visitor = visitor().as(name, "viewer");
        assertThat(status(visitor)).isEqualTo(404);
        server.delete("/api/v1/people/" + name);
        assertThat(status(visitor)).isEqualTo(302);
        assertThat(location(visitor.signIn(name, PASSWORD))).endsWith("?refused");
    }

    @Test
    void changing_the_password_ends_the_other_sessions_at_once() throws Exception {
        var visitor = visitor().as(name, "viewer");
        var other = visitor();
        other.signIn(name, PASSWORD);
        assertThat(status(other)).isEqualTo(404);
        String next = PASSWORD + " 2";
        visitor.post("/access/me/password", Map.of("current", PASSWORD, "password", next, "again", next));
        assertThat(status(other)).isEqualTo(302);
        assertThat(status(visitor)).isEqualTo(404);
    }

    @Test
    void roles_are_read_anew_for_each_request() throws Exception {
        var visitor = visitor().as(name, "viewer");
        assertThat(visitor.post(PAGE, Map.of()).statusCode()).isEqualTo(403);
        jdbc.sql("update person set roles = array['operator'] where name = ?")
                .param(name)
                .update();
        assertThat(visitor.post(PAGE, Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void a_session_ends_when_nobody_uses_it() throws Exception {
        var visitor = visitor().as(name, "viewer");
        assertThat(clock.at(Duration.ofMinutes(29), () -> status(visitor))).isEqualTo(404);
        assertThat(clock.at(Duration.ofMinutes(58), () -> status(visitor))).isEqualTo(404);
        assertThat(clock.at(Duration.ofMinutes(89), () -> status(visitor))).isEqualTo(302);
    }

    @Test
    void a_session_ends_after_half_a_day_however_busy() throws Exception {
        var visitor = visitor().as(name, "viewer");
        for (int minutes = 25; minutes < 12 * 60; minutes += 25) {
            assertThat(clock.at(Duration.ofMinutes(minutes), () -> status(visitor)))
                    .isEqualTo(404);
        }
        assertThat(clock.at(Duration.ofMinutes(12 * 60 + 1), () -> status(visitor)))
                .isEqualTo(302);
    }

    @Test
    void what_has_ended_is_forgotten() throws Exception {
        visitor().as(name, "viewer");
        assertThat(clock.at(Duration.ofMinutes(31), sessions::forgetEnded)).isPositive();
        assertThat(jdbc.sql("select count(*) from web_session where person = ?")
                        .param(name)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void a_wrong_password_an_unknown_name_and_a_locked_person_look_the_same() throws Exception {
        visitor().as(name, "viewer");
        var wrong = visitor().signIn(name, "wrong");
        for (int i = 0; i < People.FREE_ATTEMPTS; i++) {
            visitor().signIn(name, "wrong");
        }
        var locked = visitor().signIn(name, PASSWORD);
        var unknown = visitor().signIn("nobody-" + name, PASSWORD);
        for (HttpResponse<String> answer : List.of(wrong, locked, unknown)) {
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(location(answer)).endsWith("/sign-in?refused");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "http://127.0.0.1//evil.example/x",
                "http://127.0.0.1/\\evil.example",
                "javascript:alert(1)",
                "not a URL"
            })
    void signing_in_leads_nowhere_but_to_this_server(String asked) throws Exception {
        visitor().as(name, "viewer");
        var visitor = visitor();
        visitor.setCookie("REDIRECT_URI", Base64.getEncoder().encodeToString(asked.getBytes(StandardCharsets.UTF_8)));
        assertThat(location(visitor.signIn(name, PASSWORD)))
                .isEqualTo(server.url("/").toString());
    }

    @Test
    void no_page_is_shown_in_a_frame_or_kept() throws Exception {
        var headers = visitor().as(name, "viewer").get("/").headers();
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("Content-Security-Policy").orElse("")).contains("frame-ancestors 'none'");
        assertThat(headers.firstValue("Cache-Control").orElse("")).contains("no-store");
    }

    @Test
    void a_form_without_the_csrf_token_of_its_page_does_nothing() throws Exception {
        var visitor = visitor().as(name, "operator");
        assertThat(visitor.postRaw(PAGE, "").statusCode()).isEqualTo(403);
        assertThat(visitor.postRaw("/sign-out", "_csrf=guessed").statusCode()).isEqualTo(403);
        assertThat(visitor().postRaw("/sign-in", "username=x&password=y").statusCode())
                .isEqualTo(403);
        assertThat(status(visitor)).isEqualTo(404);
    }
}
