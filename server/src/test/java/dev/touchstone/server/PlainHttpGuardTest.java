package dev.touchstone.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.server.ops.StartRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class PlainHttpGuardTest {

    private static void check(MockEnvironment environment) {
        new PlainHttpGuard().postProcessEnvironment(environment, new SpringApplication());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.53", "::1", "localhost"})
    void plain_http_is_served_on_loopback(String address) {
        assertThatCode(() -> check(new MockEnvironment().withProperty("server.address", address)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "10.0.0.1"})
    void plain_http_is_served_nowhere_else(String address) {
        assertThatThrownBy(() -> check(new MockEnvironment().withProperty("server.address", address)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(address)
                .hasMessageContaining("server.ssl.bundle");
    }

    @Test
    void no_address_means_every_address() {
        assertThatThrownBy(() -> check(new MockEnvironment())).isInstanceOf(StartRefused.class);
    }

    @Test
    void tls_may_be_served_anywhere_unless_it_is_switched_off() {
        var tls = new MockEnvironment()
                .withProperty("server.address", "0.0.0.0")
                .withProperty("server.ssl.bundle", "web");
        assertThatCode(() -> check(tls)).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(tls.withProperty("server.ssl.enabled", "false")))
                .isInstanceOf(StartRefused.class);
    }

    @Test
    void a_management_port_is_held_to_the_same_rule() {
        var environment = new MockEnvironment()
                .withProperty("server.address", "127.0.0.1")
                .withProperty("management.server.port", "9090");
        assertThatThrownBy(() -> check(environment)).isInstanceOf(StartRefused.class);
    }
}
