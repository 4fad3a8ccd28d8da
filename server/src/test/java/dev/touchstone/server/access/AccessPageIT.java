package dev.touchstone.server.access;

import static dev.touchstone.server.access.Visitor.PASSWORD;
import static dev.touchstone.server.access.Visitor.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.TestServer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.MovableClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@AccessTest
class AccessPageIT {

    private static final Pattern SHOWN = Pattern.compile("<code class=\"id\">([^<]+)</code>");
    private final TestServer server;
    private final JdbcClient jdbc;
    private final MovableClock clock;
    private final String name = Fleet.newName("person");
    private final String other = Fleet.newName("person");

    AccessPageIT(TestServer server, JdbcClient jdbc, MovableClock clock) {
        this.server = server;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private Visitor administrator() throws Exception {
        return new Visitor(server).as(name, "admin");
    }

    private static String shown(HttpResponse<String> page) {
        Matcher found = SHOWN.matcher(page.body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    void a_new_person_s_password_is_shown_once_and_nowhere_else() throws Exception {
        var visitor = administrator();
        var answer = visitor.post("/access/people", Map.of("name", other, "roles", "viewer"));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).endsWith("/access");
        String sealed = jdbc.sql("select encode(shown_once, 'escape') from web_session where shown_once is not null")
                .query(String.class)
                .list()
                .toString();
        String password = shown(visitor.follow(answer));
        assertThat(sealed).doesNotContain(password);
        assertThat(visitor.get("/access").body()).doesNotContain(password).contains(other);
        var person = new Visitor(server);
        person.signIn(other, password);
        assertThat(person.get("/access/me").body()).contains("Choose a password");
    }

    @Test
    void a_new_token_is_shown_once_with_a_command_that_uses_it() throws Exception {
        var visitor = administrator();
        var form = Map.of("name", "from the page", "scopes", "viewer", "days", "30");
        var page = visitor.follow(visitor.post("/access/tokens", form));
        String token = shown(page);
        assertThat(page.body()).contains("curl -H", "/api/v1/hosts");
        assertThat(server.as(token).get("/api/v1/hosts").status()).isEqualTo(200);
        assertThat(visitor.get("/access").body()).doesNotContain(token);
        String id = jdbc.sql("select id::text from access_token where token_sha256 = ?")
                .param(TokenText.digest(token).toArray())
                .query(String.class)
                .single();
        visitor.post("/access/tokens/" + id + "/revocation", Map.of());
        assertThat(server.as(token).get("/api/v1/hosts").status()).isEqualTo(401);
    }

    @Test
    void giving_rights_away_takes_the_password_again_after_a_while() throws Exception {
        var visitor = administrator();
        var form = Map.of("name", other, "roles", "viewer");
        Duration later = Duration.ofMinutes(6);
        var needed = clock.at(later, () -> visitor.post("/access/people", form));
        assertThat(needed.statusCode()).isEqualTo(403);
        assertThat(needed.body()).contains("Give your password once more");
        var wrong = clock.at(
                later,
                () -> visitor.post("/access/people", Map.of("name", other, "roles", "viewer", "confirm", "wrong")));
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(wrong.body()).contains("That is not your password");
        assertThat(attempts()).isEqualTo(1);
        var right = clock.at(
                later,
                () -> visitor.post("/access/people", Map.of("name", other, "roles", "viewer", "confirm", PASSWORD)));
        assertThat(right.statusCode()).isEqualTo(302);
        var next = clock.at(
                later.plusMinutes(4),
                () -> visitor.post("/access/people", Map.of("name", other + "-2", "roles", "viewer")));
        assertThat(next.statusCode()).isEqualTo(302);
    }

    private int attempts() {
        return jdbc.sql("select attempts from person where name = ?")
                .param(name)
                .query(Integer.class)
                .single();
    }

    @Test
    void roles_are_set_but_that_of_an_approver_is_proposed() throws Exception {
        var visitor = administrator();
        visitor.post("/access/people", Map.of("name", other, "roles", "viewer"));
        visitor.post("/access/people/" + other + "/roles", Map.of("roles", "auditor"));
        assertThat(roles()).isEqualTo("{auditor}");
        var answer = visitor.post("/access/people/" + other + "/roles", Map.of("roles", "approver"));
        assertThat(location(answer)).endsWith("/access?proposed");
        assertThat(roles()).isEqualTo("{auditor}");
        assertThat(jdbc.sql("select count(*) from change where kind = 'approver' and subject = ? and proposer = ?")
                        .params("person/" + other, name)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    private String roles() {
        return jdbc.sql("select roles::text from person where name = ?")
                .param(other)
                .query(String.class)
                .single();
    }

    @Test
    void an_administrator_disables_a_person() throws Exception {
        var visitor = administrator();
        var person = new Visitor(server).as(other, "viewer");
        visitor.post("/access/people/" + other + "/disabling", Map.of());
        assertThat(person.get("/").statusCode()).isEqualTo(302);
        assertThat(visitor.get("/access").body()).contains("disabled");
    }

    @Test
    void viewers_do_not_read_who_has_access_and_auditors_change_nothing() throws Exception {
        var viewer = new Visitor(server).as(name, "viewer");
        assertThat(viewer.get("/access").statusCode()).isEqualTo(403);
        var auditor = new Visitor(server).as(other, "auditor");
        assertThat(auditor.get("/access").body()).contains(name).doesNotContain("New person", "New token");
        assertThat(auditor.post("/access/people", Map.of("name", "x", "roles", "admin"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void people_see_their_sessions_and_end_the_others() throws Exception {
        var visitor = new Visitor(server).as(name, "viewer");
        var elsewhere = new Visitor(server);
        elsewhere.signIn(name, PASSWORD);
        String page = visitor.get("/access/me").body();
        Matcher end = Pattern.compile("/access/me/sessions/[0-9a-f-]{36}/end").matcher(page);
        assertThat(page).contains("this one");
        assertThat(end.find()).isTrue();
        visitor.post(end.group(), Map.of());
        assertThat(elsewhere.get("/").statusCode()).isEqualTo(302);
        assertThat(visitor.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void nobody_ends_a_session_of_others() throws Exception {
        new Visitor(server).as(other, "viewer");
        var visitor = new Visitor(server).as(name, "viewer");
        String id = jdbc.sql("select id::text from web_session where person = ?")
                .param(other)
                .query(String.class)
                .single();
        visitor.post("/access/me/sessions/" + id + "/end", Map.of());
        assertThat(jdbc.sql("select count(*) from web_session where person = ?")
                        .param(other)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }
}
