package dev.touchstone.server.radius.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.radius.packet.DynamicAuthorization.Outcome;
import dev.touchstone.server.radius.packet.DynamicAuthorization.Request;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DynamicAuthorizationTest {

    private static final String SECRET = "a secret of a switch";
    private static final List<Attribute> SESSION = List.of(Attribute.acctSession("s1"));

    private static Outcome ask(FakeNas nas, Request what, long... waits) {
        List<Duration> tries = new ArrayList<>();
        for (long wait : waits) {
            tries.add(Duration.ofMillis(wait));
        }
        Clock clock = Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);
        return new DynamicAuthorization(clock, tries)
                .ask(nas.address(), new SharedSecret(Bytes.ofUtf8(SECRET)), what, SESSION);
    }

    @Test
    void an_acknowledgement_is_told() throws Exception {
        try (FakeNas nas = FakeNas.obedient(SECRET)) {
            assertThat(ask(nas, Request.DISCONNECT, 5000)).isEqualTo(new Outcome.Acknowledged());
            assertThat(ask(nas, Request.COA, 5000)).isEqualTo(new Outcome.Acknowledged());
            assertThat(nas.codes()).containsExactly(40, 43);
        }
    }

    @Test
    void a_refusal_is_told_with_its_cause() throws Exception {
        try (FakeNas nas = FakeNas.refusing(SECRET, 503)) {
            assertThat(ask(nas, Request.DISCONNECT, 5000)).isEqualTo(new Outcome.Refused(Optional.of(503)));
        }
    }

    @Test
    void silence_is_told_after_all_tries_each_a_packet_of_its_own() throws Exception {
        try (FakeNas nas = FakeNas.mute()) {
            assertThat(ask(nas, Request.DISCONNECT, 50, 50, 50)).isEqualTo(new Outcome.Silence());
            assertThat(nas.asked()).hasSize(3);
            assertThat(nas.asked().stream().map(request -> request.at(1)).distinct())
                    .hasSize(3);
        }
    }

    @Test
    void a_nas_that_is_not_there_is_silent() throws Exception {
        FakeNas gone = FakeNas.mute();
        gone.close();
        assertThat(ask(gone, Request.DISCONNECT, 50, 50)).isEqualTo(new Outcome.Silence());
    }

    @Test
    void an_answer_by_another_secret_is_not_believed_but_the_true_one_after_it_is() throws Exception {
        try (FakeNas forger = new FakeNas((r, _) -> List.of(Answers.plain(41, r, "not the secret", List.of())))) {
            assertThat(ask(forger, Request.DISCONNECT, 100)).isEqualTo(new Outcome.Silence());
        }
        try (FakeNas both = new FakeNas((r, _) -> List.of(
                Answers.plain(42, r, "not the secret", List.of()),
                Bytes.ofUtf8("garbage"),
                Bytes.EMPTY,
                Bytes.filled(4097, 0x29),
                Answers.plain(41, r, SECRET, List.of())))) {
            assertThat(ask(both, Request.DISCONNECT, 5000)).isEqualTo(new Outcome.Acknowledged());
        }
    }

    @Test
    void a_signed_answer_of_the_wrong_kind_is_none() throws Exception {
        for (int code : new int[] {2, 40, 43, 44, 45}) {
            try (FakeNas nas = new FakeNas((r, _) -> List.of(Answers.plain(code, r, SECRET, List.of())))) {
                assertThat(ask(nas, Request.DISCONNECT, 50)).as("code " + code).isEqualTo(new Outcome.Silence());
            }
        }
    }

    @Test
    void an_answer_from_another_port_is_not_heard() throws Exception {
        try (DatagramSocket elsewhere = new DatagramSocket();
                FakeNas nas = new FakeNas((request, from) -> {
                    Bytes answer = Answers.plain(41, request, SECRET, List.of());
                    elsewhere.send(new DatagramPacket(answer.toArray(), answer.length(), from));
                    return List.of();
                })) {
            assertThat(ask(nas, Request.DISCONNECT, 200)).isEqualTo(new Outcome.Silence());
            assertThat(nas.asked()).hasSize(1);
        }
    }

    @Test
    void a_late_answer_to_an_earlier_try_counts() throws Exception {
        List<Bytes> earlier = new ArrayList<>();
        try (FakeNas nas = new FakeNas((request, _) -> {
            earlier.add(request);
            return earlier.size() < 2 ? List.of() : List.of(Answers.plain(41, earlier.getFirst(), SECRET, List.of()));
        })) {
            assertThat(ask(nas, Request.DISCONNECT, 50, 5000)).isEqualTo(new Outcome.Acknowledged());
        }
    }

    @Test
    void a_request_tells_its_time() throws Exception {
        try (FakeNas nas = FakeNas.obedient(SECRET)) {
            ask(nas, Request.DISCONNECT, 5000);
            long seconds = Instant.parse("2026-11-30T12:00:00Z").getEpochSecond();
            assertThat(nas.asked().getFirst().toHex()).contains("3706%08x".formatted(seconds));
        }
    }
}
