package dev.touchstone.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.ServerTest;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import org.junit.jupiter.api.Test;

@ServerTest
class BodyLimitIT {

    private static final int LIMIT = 1 << 20;
    private static final String TOKENS = "/api/v1/access-tokens";
    private final TestServer server;

    BodyLimitIT(TestServer server) {
        this.server = server;
    }

    /** Well-formed JSON of {@code size} bytes, refused only for its unknown key. */
    private static String json(int size) {
        String start = "{\"x\":\"";
        return start + "a".repeat(size - start.length() - 2) + "\"}";
    }

    @Test
    void a_declared_length_above_the_limit_is_refused() {
        Answer answer = server.postRaw(TOKENS, json(LIMIT + 1));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("body-too-large");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void a_chunked_body_above_the_limit_is_refused_where_it_crosses_it() {
        Answer answer = server.postChunked(
                TOKENS, ("{\"name\":\"" + "a".repeat(LIMIT) + "\"}").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("body-too-large");
    }

    @Test
    void a_body_at_the_limit_is_read() {
        assertThat(server.postRaw(TOKENS, json(LIMIT)).code()).isEqualTo("malformed-request");
    }
}
