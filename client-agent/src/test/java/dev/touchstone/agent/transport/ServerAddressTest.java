package dev.touchstone.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://touchstone.example",
                "https://10.0.0.7:8443/base",
                "http://127.0.0.1:8080",
                "http://127.9.9.9",
                "http://localhost:8080",
                "http://[::1]:8080"
            })
    void https_anywhere_and_http_on_this_machine(String text) {
        assertThat(ServerAddress.parse(text)).hasToString(text);
    }

    @Test
    void a_trailing_slash_is_dropped() {
        assertThat(ServerAddress.parse("https://touchstone.example//").resolve("/api/v1/challenges"))
                .hasToString("https://touchstone.example/api/v1/challenges");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://touchstone.example",
                "http://10.0.0.7",
                "http://127.0.0.1.example",
                "http://localhost.example",
                "http://128.0.0.1",
                "http://[::2]"
            })
    void plain_http_to_another_machine_is_refused_with_the_reason(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.parse(text))
                .withMessageContaining("plain http is for loopback only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "touchstone.example",
                "ftp://touchstone.example",
                "https://",
                "https:///x",
                "https://a b",
                "https://user:secret@touchstone.example",
                "https://touchstone.example?x=1",
                "https://h#f"
            })
    void anything_else_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ServerAddress.parse(text));
    }
}
