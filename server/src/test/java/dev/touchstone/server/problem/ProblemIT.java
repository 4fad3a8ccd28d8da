package dev.touchstone.server.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.ServerTest;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ServerTest
class ProblemIT {

    private static final String TOKENS = "/api/v1/access-tokens";
    private final TestServer server;

    ProblemIT(TestServer server) {
        this.server = server;
    }

    @Test
    void what_is_not_there_is_a_problem_with_everything_a_client_needs() {
        Answer answer = server.get("/api/v1/nothing");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        var problem = answer.json();
        assertThat(problem.path("type").asString()).isEqualTo("https://touchstone.dev/problems/not-found");
        assertThat(problem.path("title").asString()).isEqualTo("Not found");
        assertThat(problem.path("status").asInt()).isEqualTo(404);
        assertThat(problem.path("code").asString()).isEqualTo("not-found");
        assertThat(problem.path("instance").asString()).isEqualTo("/api/v1/nothing");
        assertThat(problem.path("traceId").asString()).matches("[0-9a-f]{32}");
        assertThat(problem.path("detail").asString()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    {"name":"a","scopes":["viewer"],"secretKey":1}     | $.secretKey
                    {"name":"a","name":"b","scopes":["viewer"]}        | $
                    {"name":"a","scopes":["viewer"]                    | $
                    {"name":7,"scopes":["viewer"]}                     | $.name
                    {"name":"a","scopes":["root"]}                     | $.scopes[0]
                    {"name":"a","scopes":[0]}                          | $.scopes[0]
                    {"name":"a"}                                       | $.scopes
                    {"name":"a","scopes":["viewer"],"expiresAt":"now"} | $.expiresAt
                    {"name":"a","scopes":["viewer"],"<b>":1}           | $.?
                    {"name":"a","scopes":["viewer"]} []                | $
                    """)
    void malformed_json_is_refused_with_where_and_without_what(String json, String path) {
        Answer answer = server.postRaw(TOKENS, json);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("malformed-request");
        assertThat(answer.json().path("detail").asString()).endsWith(" at " + path);
        assertThat(answer.body()).doesNotContain("<b>", "root", "now");
    }

    @Test
    void fields_out_of_bounds_are_named_one_by_one() {
        Answer answer = server.postRaw(TOKENS, "{\"name\":\"\",\"scopes\":[]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").size()).isEqualTo(2);
    }

    @Test
    void a_missing_body_is_refused() {
        Answer answer = server.postRaw(TOKENS, "");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("malformed-request");
    }

    @Test
    void an_identifier_that_is_none_is_refused() {
        Answer answer = server.delete(TOKENS + "/not-a-uuid");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("malformed-request");
    }

    @Test
    void a_method_that_is_not_taken_names_those_that_are() {
        Answer answer = server.put(TOKENS, "");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.code()).isEqualTo("method-not-allowed");
        assertThat(answer.header("Allow")).contains("GET").contains("POST");
    }

    @Test
    void another_media_type_is_refused_in_both_directions() {
        Answer sent = server.send("POST", TOKENS, BodyPublishers.ofString("<a/>"), "Content-Type", "text/xml");
        assertThat(sent.status()).isEqualTo(415);
        assertThat(sent.code()).isEqualTo("unsupported-media-type");
        Answer wanted = server.send("GET", TOKENS, BodyPublishers.noBody(), "Accept", "text/xml");
        assertThat(wanted.status()).isEqualTo(406);
        assertThat(wanted.code()).isEqualTo("not-acceptable");
        assertThat(wanted.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void a_path_the_firewall_refuses_is_a_problem_too() {
        Answer answer = server.get("/api/v1//hosts");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("malformed-request");
    }
}
