package dev.touchstone.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.notify.Receiver.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SenderTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final JsonMapper JSON = new JsonMapper();
    private static final Event EVENT = new Event(
            42,
            UUID.fromString("8f1c2f0e-2f7e-4e0b-9d3b-0a5a7c0d1e11"),
            EventType.HOST_REJECTED.type(),
            "host/1",
            NOW,
            JSON.valueToTree(Map.of("summary", "größer")));

    private final WebhookSecret secret = WebhookSecret.random();
    private final List<String> asked = new ArrayList<>();
    private Duration timeout = Duration.ofSeconds(20);

    private Webhook webhook(String url, Optional<Webhook.Previous> previous) {
        var content = new Webhook.Content(url, List.of(EVENT.type()), "", true);
        return new Webhook(new UUID(0, 1), content, "", secret, previous, NOW, "test", 0);
    }

    private Outcome send(String url, Destinations.Names names, String... allowed) throws IOException {
        return send(webhook(url, Optional.empty()), names, allowed);
    }

    private Outcome send(Webhook webhook, Destinations.Names names, String... allowed) throws IOException {
        var destinations = new Destinations(
                host -> {
                    asked.add(host);
                    return names.of(host);
                },
                new Networks(List.of(allowed)));
        var settings = new NotifyProperties(
                "https://touchstone.example",
                true,
                List.of(),
                4,
                timeout,
                Duration.ofSeconds(5),
                Duration.ofHours(1),
                Duration.ofDays(1),
                Duration.ofDays(30));
        try (var sender = new Sender(
                WebhookClient.http(destinations, timeout), JSON, settings, Clock.fixed(NOW, ZoneOffset.UTC))) {
            return sender.send(webhook, EVENT);
        }
    }

    private Outcome send(Receiver receiver) throws IOException {
        return send(receiver.url(), InetAddress::getAllByName, "127.0.0.0/8");
    }

    /** As a receiver computes it, from the text it was given. */
    private static String signature(String secret, Message message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        String signed = message.header("Webhook-id") + "." + message.header("Webhook-timestamp") + "." + message.text();
        return "v1,"
                + Base64.getEncoder()
                        .encodeToString(mac.doFinal(Bytes.ofUtf8(signed).toArray()));
    }

    @Test
    void an_event_is_a_signed_cloud_event() throws Exception {
        try (var receiver = Receiver.accepting()) {
            assertThat(send(receiver)).isEqualTo(new Outcome.Accepted("status 204"));
            Message message = receiver.received().getFirst();
            assertThat(message.path()).isEqualTo("/hook");
            assertThat(message.header("Content-type")).isEqualTo("application/cloudevents+json; charset=utf-8");
            assertThat(message.header("Webhook-id")).isEqualTo(EVENT.id().toString());
            assertThat(message.header("Webhook-timestamp")).isEqualTo("1796040000");
            assertThat(message.header("Webhook-signature")).isEqualTo(signature(secret.text(), message));
            assertThat(message.json()).isEqualTo(JSON.readTree("""
                            {"specversion": "1.0", "id": "8f1c2f0e-2f7e-4e0b-9d3b-0a5a7c0d1e11",
                             "source": "https://touchstone.example", "type": "dev.touchstone.host.rejected.v1",
                             "subject": "host/1", "time": "2026-11-30T12:00:00Z", "sequence": "42",
                             "datacontenttype": "application/json", "data": {"summary": "größer"}}"""));
        }
    }

    @Test
    void a_rotated_secret_signs_beside_the_new_one_until_it_ends() throws Exception {
        WebhookSecret old = WebhookSecret.random();
        try (var receiver = Receiver.accepting()) {
            for (Duration left : List.of(Duration.ofSeconds(1), Duration.ZERO)) {
                var previous = Optional.of(new Webhook.Previous(old, NOW.plus(left)));
                send(webhook(receiver.url(), previous), InetAddress::getAllByName, "127.0.0.0/8");
            }
            Message both = receiver.received().getFirst();
            assertThat(both.header("Webhook-signature"))
                    .isEqualTo(signature(secret.text(), both) + " " + signature(old.text(), both));
            Message one = receiver.received().getLast();
            assertThat(one.header("Webhook-signature")).isEqualTo(signature(secret.text(), one));
        }
    }

    /** The example of the specification (Standard Webhooks 1.0). */
    @Test
    void a_signature_is_the_one_of_the_specification() {
        Bytes key = Bytes.of(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        assertThat(new WebhookSecret(key)
                        .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Bytes.ofUtf8("{\"test\": 2432232314}")))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void a_secret_is_not_printed() {
        assertThat(webhook("https://receiver.example/", Optional.empty()).toString())
                .doesNotContain(secret.key().toBase64(), secret.key().toHex());
    }

    @Test
    void a_redirect_is_a_failure_and_nobody_goes_there() throws Exception {
        try (var other = Receiver.accepting();
                var receiver = Receiver.answering(307, "Location", other.url())) {
            assertThat(send(receiver))
                    .isEqualTo(new Outcome.Failed("status 307: redirects are not followed", Optional.empty()));
            assertThat(other.received()).isEmpty();
            assertThat(receiver.received()).hasSize(1);
        }
    }

    @Test
    void who_wants_nothing_more_is_heard() throws Exception {
        try (var receiver = Receiver.answering(410)) {
            assertThat(send(receiver)).isInstanceOf(Outcome.Gone.class);
        }
    }

    @Test
    void who_asks_for_time_is_heard() throws Exception {
        try (var receiver = Receiver.answering(503, "Retry-After", "7")) {
            assertThat(send(receiver)).isEqualTo(new Outcome.Failed("status 503", Optional.of(Duration.ofSeconds(7))));
            assertThat(receiver.received()).as("once is once").hasSize(1);
        }
    }

    @Test
    void nothing_listens_is_a_failure() throws Exception {
        String url;
        try (var receiver = Receiver.accepting()) {
            url = receiver.url();
        }
        assertThat(send(url, InetAddress::getAllByName, "127.0.0.0/8"))
                .isEqualTo(new Outcome.Failed("it cannot be connected to", Optional.empty()));
    }

    /** What it answers is of no interest: it must not fill our memory, nor be shown to anyone. */
    @Test
    void an_answer_without_end_is_read_up_to_a_bound() throws Exception {
        try (var receiver = new Receiver((exchange, _) -> forever(exchange, 1 << 16))) {
            assertThat(send(receiver)).isEqualTo(new Outcome.Accepted("status 200"));
        }
    }

    /** What it meant is known by then. */
    @Test
    void an_answer_that_drips_is_cut_off_in_time() throws Exception {
        try (var receiver = new Receiver((exchange, _) -> drip(exchange))) {
            assertThat(timed(receiver, new Outcome.Accepted("status 200"))).isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void an_answer_that_never_comes_is_not_waited_for() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (var receiver = new Receiver((_, _) -> await(never))) {
            var late = new Outcome.Failed("no answer in time", Optional.empty());
            assertThat(timed(receiver, late)).isLessThan(Duration.ofSeconds(15));
            never.countDown();
        }
    }

    private Duration timed(Receiver receiver, Outcome expected) throws IOException {
        timeout = Duration.ofSeconds(1);
        long started = System.nanoTime();
        assertThat(send(receiver)).isEqualTo(expected);
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private static void forever(HttpExchange exchange, int piece) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            while (true) {
                body.write(new byte[piece]);
                body.flush();
            }
        }
    }

    /** A byte at a time, each well before any timeout between two of them. */
    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            while (true) {
                body.write(0);
                body.flush();
                await(new CountDownLatch(1), Duration.ofMillis(100));
            }
        }
    }

    private static void await(CountDownLatch latch) {
        await(latch, Duration.ofSeconds(30));
    }

    private static void await(CountDownLatch latch, Duration most) {
        try {
            var _ = latch.await(most.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_name_that_leads_to_this_machine_is_not_connected_to() throws Exception {
        try (var receiver = Receiver.accepting()) {
            String url = "http://localhost:" + receiver.port() + "/";
            assertThat(send(url, InetAddress::getAllByName))
                    .isEqualTo(new Outcome.Failed(Destinations.Forbidden.WHY, Optional.empty()));
            assertThat(receiver.received()).isEmpty();
        }
    }

    /** DNS rebinding: public when the webhook is saved, here when it is used. */
    @Test
    void a_name_that_leads_elsewhere_by_now_is_not_connected_to() throws Exception {
        List<String> answers = new ArrayList<>(List.of("1.1.1.1", "127.0.0.1"));
        Destinations.Names rebinding = _ -> new InetAddress[] {InetAddress.ofLiteral(answers.removeFirst())};
        try (var receiver = Receiver.accepting()) {
            String url = "http://rebinding.example:" + receiver.port() + "/";
            WebhookUrl.check(url, true, new Destinations(rebinding, new Networks(List.of())));
            assertThat(send(url, rebinding))
                    .isEqualTo(new Outcome.Failed(Destinations.Forbidden.WHY, Optional.empty()));
            assertThat(receiver.received()).isEmpty();
        }
    }

    @Test
    void one_forbidden_address_among_others_forbids_the_name() throws Exception {
        Destinations.Names both =
                _ -> new InetAddress[] {InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("127.0.0.1")};
        assertThat(send("http://both.example/", both))
                .isEqualTo(new Outcome.Failed(Destinations.Forbidden.WHY, Optional.empty()));
    }

    @Test
    void a_name_is_asked_for_once_and_what_was_found_is_connected_to() throws Exception {
        try (var receiver = Receiver.accepting()) {
            String url = "http://receiver.invalid:" + receiver.port() + "/";
            Destinations.Names known = _ -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
            assertThat(send(url, known, "127.0.0.1/32")).isInstanceOf(Outcome.Accepted.class);
            assertThat(asked).containsExactly("receiver.invalid");
            assertThat(receiver.received().getFirst().header("Host")).isEqualTo("receiver.invalid:" + receiver.port());
        }
    }

    @Test
    void an_address_literal_is_looked_at_like_a_name() throws Exception {
        try (var receiver = Receiver.accepting()) {
            for (String host : List.of("127.0.0.1", "[::ffff:127.0.0.1]", "2130706433")) {
                assertThat(send("http://" + host + ":" + receiver.port() + "/", InetAddress::getAllByName))
                        .as(host)
                        .isEqualTo(new Outcome.Failed(Destinations.Forbidden.WHY, Optional.empty()));
            }
            assertThat(receiver.received()).isEmpty();
        }
    }

    @Test
    void a_name_nobody_knows_is_a_failure() throws Exception {
        assertThat(send("http://nobody.invalid/", _ -> {
                    throw new UnknownHostException("nobody.invalid");
                }))
                .isEqualTo(new Outcome.Failed("the name of its host is not known", Optional.empty()));
    }
}
