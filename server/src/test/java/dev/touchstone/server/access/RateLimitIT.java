package dev.touchstone.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.ServerTest;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@ServerTest
@TestPropertySource(properties = {"touchstone.rate-limit.burst=5", "touchstone.rate-limit.per-second=1"})
class RateLimitIT {

    private final TestServer server;

    RateLimitIT(TestServer server) {
        this.server = server;
    }

    private static Answer exhaust(TestServer stranger) {
        Answer last = stranger.post("/api/v1/challenges", Map.of());
        for (int i = 0; i < 50 && last.status() != 429; i++) {
            last = stranger.post("/api/v1/challenges", Map.of());
        }
        return last;
    }

    @Test
    void a_stranger_who_asks_too_often_is_told_when_to_come_back() {
        Answer answer = exhaust(server.anonymous().from("127.0.0.21"));
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.code()).isEqualTo("rate-limited");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    }

    @Test
    void one_source_does_not_use_up_anothers_budget() {
        exhaust(server.anonymous().from("127.0.0.22"));
        assertThat(server.anonymous()
                        .from("127.0.0.23")
                        .post("/api/v1/challenges", Map.of())
                        .status())
                .isNotEqualTo(429);
    }

    @Test
    void a_forwarding_header_does_not_change_the_source() {
        TestServer stranger = server.anonymous().from("127.0.0.24");
        exhaust(stranger);
        assertThat(stranger.send(
                                "POST",
                                "/api/v1/challenges",
                                BodyPublishers.ofString("{}"),
                                "X-Forwarded-For",
                                "10.9.8.7")
                        .status())
                .isEqualTo(429);
    }

    @Test
    void a_valid_token_and_the_probes_are_not_held_up() {
        exhaust(server.anonymous().from("127.0.0.25"));
        assertThat(server.from("127.0.0.25").get("/api/v1/access-tokens").status())
                .isEqualTo(200);
        assertThat(server.anonymous()
                        .from("127.0.0.25")
                        .get("/actuator/health/liveness")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void guessing_tokens_spends_the_same_budget() {
        assertThat(exhaust(server.as("tst_guess").from("127.0.0.26")).status()).isEqualTo(429);
    }

    @Test
    void signing_in_spends_the_same_budget() {
        exhaust(server.anonymous().from("127.0.0.27"));
        assertThat(server.anonymous()
                        .from("127.0.0.27")
                        .postRaw("/sign-in", "token=x")
                        .status())
                .isEqualTo(429);
    }
}
