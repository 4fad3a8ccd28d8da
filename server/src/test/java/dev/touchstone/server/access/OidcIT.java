package dev.touchstone.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.TestServer;
import dev.touchstone.server.access.OpenIdProvider.Fault;
import dev.touchstone.server.host.Fleet;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@AccessTest
class OidcIT {

    private static final OpenIdProvider PROVIDER = new OpenIdProvider();

    private final TestServer server;
    private final JdbcClient jdbc;
    private final String name = Fleet.newName("person");

    OidcIT(TestServer server, JdbcClient jdbc) {
        this.server = server;
        this.jdbc = jdbc;
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("touchstone.oidc.issuer", PROVIDER::issuer);
        settings.add("touchstone.oidc.client-id", () -> OpenIdProvider.CLIENT);
        settings.add("touchstone.oidc.client-secret", () -> OpenIdProvider.SECRET);
        settings.add("touchstone.oidc.roles.[Fleet Admins]", () -> "admin");
        settings.add("touchstone.oidc.roles.auditors", () -> "auditor");
        settings.add("touchstone.oidc.roles.viewers", () -> "viewer");
    }

    @BeforeEach
    void register() {
        PROVIDER.register(server.url("/sign-in/oidc-answer"));
        PROVIDER.fault(Fault.NONE);
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    /** Goes to the provider, signs in there, and comes back with its answer. */
    private HttpResponse<String> signIn(Visitor visitor) throws Exception {
        var page = visitor.travel(server.url("/sign-in/oidc/sso"));
        assertThat(page.body()).contains("name=\"username\"");
        var fields = Map.of("username", name, "password", OpenIdProvider.PASSWORD);
        return visitor.submit(URI.create(PROVIDER.issuer() + "/login"), page, fields);
    }

    private String roles() {
        return jdbc.sql("select roles::text from person where name = ?")
                .param(name)
                .query(String.class)
                .optional()
                .orElse("nobody");
    }

    private static void refused(Visitor visitor, HttpResponse<String> answer) throws Exception {
        assertThat(answer.uri().toString()).endsWith("/sign-in?refused");
        assertThat(visitor.get("/").statusCode()).isEqualTo(302);
    }

    @Test
    void whoever_has_a_mapped_role_is_made_a_person_and_signed_in() throws Exception {
        PROVIDER.person(name, "Fleet Admins", "elsewhere");
        var visitor = new Visitor(server);
        assertThat(visitor.get("/sign-in").body()).contains("/sign-in/oidc/sso");
        var answer = signIn(visitor);
        assertThat(answer.body()).contains("/sign-in/done");
        assertThat(visitor.get("/access").body()).contains(name);
        assertThat(roles()).isEqualTo("{admin}");
        assertThat(jdbc.sql("select count(*) from web_session where person = ? and confirmed_at is not null")
                        .param(name)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void whoever_has_none_is_nobody_here() throws Exception {
        PROVIDER.person(name, "elsewhere");
        var visitor = new Visitor(server);
        refused(visitor, signIn(visitor));
        assertThat(roles()).isEqualTo("nobody");
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void an_answer_for_another_or_to_another_question_is_refused(Fault fault) throws Exception {
        PROVIDER.person(name, "viewers");
        PROVIDER.fault(fault);
        var visitor = new Visitor(server);
        refused(visitor, signIn(visitor));
        assertThat(roles()).isEqualTo("nobody");
    }

    @Test
    void roles_follow_the_provider_at_each_sign_in() throws Exception {
        PROVIDER.person(name, "viewers");
        signIn(new Visitor(server));
        assertThat(roles()).isEqualTo("{viewer}");
        PROVIDER.person(name, "auditors");
        signIn(new Visitor(server));
        assertThat(roles()).isEqualTo("{auditor}");
        PROVIDER.person(name);
        var visitor = new Visitor(server);
        refused(visitor, signIn(visitor));
    }

    @Test
    void the_provider_takes_over_no_person_who_has_a_password_here() throws Exception {
        server.post("/api/v1/people", Map.of("name", name, "roles", List.of("admin")));
        PROVIDER.person(name, "viewers");
        var visitor = new Visitor(server);
        refused(visitor, signIn(visitor));
        assertThat(roles()).isEqualTo("{admin}");
    }

    @Test
    void a_person_disabled_here_stays_out() throws Exception {
        PROVIDER.person(name, "viewers");
        signIn(new Visitor(server));
        server.delete("/api/v1/people/" + name);
        var visitor = new Visitor(server);
        refused(visitor, signIn(visitor));
    }

    @Test
    void an_answer_that_this_browser_did_not_ask_for_is_refused() throws Exception {
        var visitor = new Visitor(server);
        var answer = visitor.get("/sign-in/oidc-answer?code=stolen&state=guessed");
        assertThat(Visitor.location(answer)).endsWith("/sign-in?refused");
    }

    @Test
    void where_it_must_be_certain_the_provider_asks_again() throws Exception {
        var answer = new Visitor(server).get("/sign-in/oidc/sso?again");
        assertThat(Visitor.location(answer))
                .startsWith(PROVIDER.issuer())
                .contains("prompt=login", "max_age=0", "code_challenge_method=S256", "nonce=");
    }
}
