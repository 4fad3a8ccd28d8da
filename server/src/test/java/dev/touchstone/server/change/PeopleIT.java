package dev.touchstone.server.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.change.Persons.Somebody;
import dev.touchstone.server.host.AtOnce;
import dev.touchstone.server.host.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People: how they get in, and how others do not. */
@PeopleTest
class PeopleIT {

    private static final String PATH = "/api/v1/people";

    private final TestServer server;
    private final Persons persons;
    private final MovableClock clock;
    private final JdbcClient jdbc;

    PeopleIT(TestServer server, Persons persons, MovableClock clock, JdbcClient jdbc) {
        this.server = server;
        this.persons = persons;
        this.clock = clock;
        this.jdbc = jdbc;
    }

    @Test
    void the_first_password_lets_in_to_be_changed_and_for_nothing_else() {
        Answer created = server.post(PATH, Map.of("name", "newcomer", "roles", List.of("admin")));
        Somebody newcomer =
                persons.as("newcomer", created.json().path("password").asString());
        assertThat(newcomer.get("/api/v1/hosts").code()).isEqualTo("password-change-required");
        assertThat(newcomer.put(PATH + "/me/password", Map.of("password", "short"))
                        .status())
                .isEqualTo(400);
        assertThat(newcomer.put(PATH + "/me/password", Map.of("password", Persons.PASSWORD))
                        .status())
                .isEqualTo(204);
        assertThat(newcomer.get("/api/v1/hosts").status()).isEqualTo(401);
        assertThat(persons.as("newcomer", Persons.PASSWORD).get(PATH).status()).isEqualTo(200);
    }

    @Test
    void roles_allow_what_they_are_for_and_nothing_more() {
        Somebody viewer = persons.with("viewer");
        assertThat(viewer.get("/api/v1/changes").status()).isEqualTo(200);
        assertThat(viewer.get(PATH).status()).isEqualTo(403);
        assertThat(viewer.post("/api/v1/changes", Map.of()).status()).isEqualTo(403);
        assertThat(viewer.post("/api/v1/changes/x/approval", Map.of()).status()).isEqualTo(403);
        Somebody operator = persons.with("operator");
        assertThat(operator.post("/api/v1/changes", Map.of()).status()).isEqualTo(400);
        assertThat(operator.post(PATH, Map.of()).status()).isEqualTo(403);
    }

    @Test
    void whether_a_name_exists_is_not_told() {
        Somebody known = persons.with("viewer");
        Answer wrong = persons.as(known.name(), "not the password").get("/api/v1/hosts");
        Answer unknown = persons.as("nobody-at-all", "not the password").get("/api/v1/hosts");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.json().path("detail")).isEqualTo(wrong.json().path("detail"));
    }

    @Test
    void failures_lock_a_person_out_for_a_while_even_with_the_right_password() throws Exception {
        Somebody person = persons.with("viewer");
        for (int i = 0; i < 10; i++) {
            persons.as(person.name(), "guess " + i).get("/api/v1/hosts");
        }
        assertThat(person.get("/api/v1/hosts").status()).isEqualTo(401);
        assertThat(clock.at(
                        Duration.ofMinutes(2), () -> person.get("/api/v1/hosts").status()))
                .isEqualTo(200);
    }

    @Test
    void guesses_at_once_get_no_more_attempts_than_one_by_one() {
        Somebody person = persons.with("viewer");
        AtOnce.of(
                12,
                () -> persons.as(person.name(), "guess").get("/api/v1/hosts").status());
        assertThat(jdbc.sql("select attempts from person where name = ?")
                        .param(person.name())
                        .query(Integer.class)
                        .single())
                .isEqualTo(10);
    }

    @Test
    void a_source_that_fails_too_often_waits() {
        TestServer stranger = server.from("127.0.0.31");
        Somebody guesser = new Somebody(stranger, new tools.jackson.databind.json.JsonMapper(), "nobody", "x");
        Answer last = guesser.get("/api/v1/hosts");
        for (int i = 0; i < 60 && last.status() != 429; i++) {
            last = guesser.get("/api/v1/hosts");
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.header("Retry-After")).isNotEmpty();
    }

    @Test
    void somebody_disabled_is_out_at_once_and_not_forgotten() {
        Somebody person = persons.with("viewer");
        assertThat(server.delete(PATH + "/" + person.name()).status()).isEqualTo(204);
        assertThat(person.get("/api/v1/hosts").status()).isEqualTo(401);
        assertThatThrownBy(() -> jdbc.sql("delete from person where name = ?")
                        .param(person.name())
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void a_person_and_a_token_do_not_share_a_name() {
        Somebody person = persons.with("viewer");
        assertThat(server.post("/api/v1/access-tokens", Map.of("name", person.name(), "scopes", List.of("viewer")))
                        .code())
                .isEqualTo("token-name-taken");
        server.post("/api/v1/access-tokens", Map.of("name", "robot", "scopes", List.of("viewer")));
        for (String taken : List.of("robot", "bootstrap", "system", "me")) {
            assertThat(server.post(PATH, Map.of("name", taken, "roles", List.of("viewer")))
                            .code())
                    .isEqualTo("person-name-taken");
        }
    }

    @Test
    void no_password_is_kept_or_told() {
        Somebody person = persons.with("viewer");
        assertThat(jdbc.sql("select password_hash from person where name = ?")
                        .param(person.name())
                        .query(String.class)
                        .single())
                .startsWith("$argon2id$");
        assertThat(server.get(PATH).body()).contains(person.name()).doesNotContain("argon2");
        assertThat(jdbc.sql("select count(*) from audit_event where after::text like '%argon2%'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
