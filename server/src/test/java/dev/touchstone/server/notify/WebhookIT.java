package dev.touchstone.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.TestHost;
import dev.touchstone.server.notify.Receiver.Message;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

/** Receivers are told what they ask for: signed, in order, at least once. */
@FleetTest
class WebhookIT {

    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final String TRANSITIONS = "dev.touchstone.host.verdict.changed.v1";

    private final TestServer server;
    private final Fleet fleet;
    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final List<String> made = new ArrayList<>();

    WebhookIT(
            TestServer server,
            Fleet fleet,
            JdbcClient jdbc,
            Outbox outbox,
            TransactionOperations transactions,
            Clock clock) {
        this.server = server;
        this.fleet = fleet;
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    @AfterEach
    void deleteWebhooks() {
        made.forEach(hook -> send("DELETE", hook, "", etag(hook)));
    }

    /** Makes a webhook: its address. */
    private String webhook(String url, String... types) {
        Map<String, Object> body = new HashMap<>(Map.of("url", url));
        if (types.length > 0) {
            body.put("types", List.of(types));
        }
        Answer created = server.post(WEBHOOKS, body);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        String hook = WEBHOOKS + "/" + created.json().path("webhook").path("id").asString();
        made.add(hook);
        return hook;
    }

    private String etag(String hook) {
        return server.get(hook).header("ETag");
    }

    private Answer send(String method, String path, String body, String etag) {
        return server.send(method, path, BodyPublishers.ofString(body), "If-Match", etag);
    }

    private void tell(EventType type, String subject, int number) {
        transactions.executeWithoutResult(_ -> outbox.tell(type, subject, Map.of("number", number), clock.instant()));
    }

    private static List<Integer> numbers(List<Message> messages) {
        return messages.stream()
                .map(m -> m.json().path("data").path("number").asInt())
                .toList();
    }

    private JsonNode delivery(String hook, String subject) {
        for (JsonNode delivery :
                server.get(hook + "/deliveries?limit=500").json().path("deliveries")) {
            if (delivery.path("subject").asString().equals(subject)) {
                return delivery;
            }
        }
        return server.get(hook).json().path("missing");
    }

    private void awaitState(String hook, String subject, String state) {
        await().untilAsserted(() ->
                assertThat(delivery(hook, subject).path("state").asString()).isEqualTo(state));
    }

    @Test
    void only_administrators_see_and_make_webhooks() {
        for (String scope : List.of("operator", "viewer", "admission")) {
            TestServer other = server.withScopes(scope);
            assertThat(other.get(WEBHOOKS).status()).as(scope).isEqualTo(403);
            assertThat(other.post(WEBHOOKS, Map.of("url", "http://127.0.0.1:1/"))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(server.withScopes("viewer").get("/api/v1/events").status()).isEqualTo(200);
        assertThat(server.withScopes("admission").get("/api/v1/events").status())
                .isEqualTo(403);
    }

    @Test
    void a_secret_is_shown_once_and_neither_kept_in_the_audit_log() {
        Answer created = server.post(WEBHOOKS, Map.of("url", "http://127.0.0.1:1/", "description", "on call"));
        String secret = created.json().path("secret").asString();
        String id = created.json().path("webhook").path("id").asString();
        made.add(WEBHOOKS + "/" + id);
        assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
        Answer rotated = send("POST", WEBHOOKS + "/" + id + "/secret", "{}", created.header("ETag"));
        assertThat(rotated.json().path("secret").asString())
                .isNotEqualTo(secret)
                .startsWith("whsec_");
        String bare = secret.substring("whsec_".length());
        assertThat(server.get(WEBHOOKS + "/" + id).body()).doesNotContain(bare);
        assertThat(server.get(WEBHOOKS).body()).doesNotContain(bare);
        List<String> audit = jdbc.sql(
                        "select action || coalesce(before::text, '') || coalesce(after::text, '') from audit_event where object = ?")
                .param("webhook/" + id)
                .query((row, _) -> row.getString(1))
                .list();
        assertThat(audit)
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry).startsWith("webhook.").doesNotContain(bare));
    }

    @Test
    void a_change_names_the_state_it_is_about() {
        String hook = webhook("http://127.0.0.1:1/");
        String body = "{\"url\":\"http://127.0.0.1:2/\"}";
        assertThat(server.send("PUT", hook, BodyPublishers.ofString(body)).code())
                .isEqualTo("if-match-required");
        assertThat(send("PUT", hook, body, "\"7\"").code()).isEqualTo("webhook-changed");
        assertThat(send("DELETE", hook, "", "\"7\"").status()).isEqualTo(412);
        Answer updated = send("PUT", hook, body, etag(hook));
        assertThat(updated.json().path("url").asString()).isEqualTo("http://127.0.0.1:2/");
        assertThat(updated.header("ETag")).isEqualTo(etag(hook));
    }

    @Test
    void what_cannot_be_told_or_sent_to_is_refused_in_words() {
        assertThat(server.post(WEBHOOKS, Map.of("url", "http://169.254.169.254/"))
                        .code())
                .isEqualTo("webhook-url-refused");
        assertThat(server.post(WEBHOOKS, Map.of("url", "http://nobody.invalid/"))
                        .code())
                .isEqualTo("webhook-url-refused");
        for (List<String> types : List.of(
                List.<String>of(),
                List.of("dev.touchstone.nothing.v1"),
                List.of("dev.touchstone.webhook.test.v1"),
                List.of(TRANSITIONS, TRANSITIONS))) {
            assertThat(server.post(WEBHOOKS, Map.of("url", "http://127.0.0.1:1/", "types", types))
                            .code())
                    .isEqualTo("webhook-types");
        }
        assertThat(server.get(WEBHOOKS + "/" + UUID.randomUUID() + "/deliveries")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_test_event_says_at_once_what_came_of_it() {
        try (var receiver = Receiver.accepting();
                var broken = Receiver.answering(500)) {
            Answer tested = server.post(webhook(receiver.url()) + "/test", Map.of());
            assertThat(tested.json().path("accepted").asBoolean()).isTrue();
            assertThat(receiver.received().getFirst().json().path("type").asString())
                    .isEqualTo("dev.touchstone.webhook.test.v1");
            Answer failed = server.post(webhook(broken.url()) + "/test", Map.of());
            assertThat(failed.json().path("accepted").asBoolean(true)).isFalse();
            assertThat(failed.json().path("detail").asString()).isEqualTo("status 500");
        }
    }

    /** The example of the documentation. */
    @Test
    void a_shell_and_openssl_tell_what_is_signed_from_what_is_not() throws Exception {
        try (var receiver = Receiver.accepting()) {
            Answer created = server.post(WEBHOOKS, Map.of("url", receiver.url()));
            String hook =
                    WEBHOOKS + "/" + created.json().path("webhook").path("id").asString();
            made.add(hook);
            server.post(hook + "/test", Map.of());
            Message message = receiver.received().getFirst();
            String secret = created.json().path("secret").asString();
            assertThat(verified(secret, message, message.text())).isTrue();
            assertThat(verified(secret, message, message.text() + " ")).isFalse();
            assertThat(verified(WebhookSecret.random().text(), message, message.text()))
                    .isFalse();
        }
    }

    private static boolean verified(String secret, Message message, String body) throws Exception {
        var builder = new ProcessBuilder(
                "../deploy/examples/verify-webhook.sh",
                message.header("Webhook-id"),
                message.header("Webhook-timestamp"),
                message.header("Webhook-signature"));
        builder.environment().put("TOUCHSTONE_WEBHOOK_SECRET", secret);
        Process process = builder.start();
        try (var in = process.outputWriter()) {
            in.write(body);
        }
        return process.waitFor() == 0;
    }

    @Test
    void causes_are_told_by_default_and_hosts_to_those_who_ask() {
        String subject = Fleet.newName("subject");
        try (var byDefault = Receiver.accepting();
                var asking = Receiver.accepting()) {
            webhook(byDefault.url());
            webhook(asking.url(), TRANSITIONS);
            tell(EventType.HOST_VERDICT_CHANGED, subject, 1);
            tell(EventType.HOST_REJECTED, subject, 2);
            await().untilAsserted(() -> {
                assertThat(numbers(byDefault.about(subject))).containsExactly(2);
                assertThat(numbers(asking.about(subject))).containsExactly(1);
            });
        }
    }

    @Test
    void an_event_that_fails_holds_back_only_those_of_its_subject() {
        String failing = Fleet.newName("failing");
        String well = Fleet.newName("well");
        AtomicBoolean mended = new AtomicBoolean();
        try (var receiver = new Receiver((exchange, message) ->
                Receiver.status(exchange, message.subject().equals(failing) && !mended.get() ? 500 : 204))) {
            String hook = webhook(receiver.url());
            for (int number = 1; number <= 3; number++) {
                tell(EventType.HOST_REJECTED, failing, number);
                tell(EventType.HOST_REJECTED, well, number);
            }
            await().untilAsserted(
                            () -> assertThat(numbers(receiver.about(well))).containsExactly(1, 2, 3));
            await().until(() -> receiver.about(failing).size() >= 3);
            assertThat(numbers(receiver.about(failing))).containsOnly(1);
            assertThat(receiver.about(failing))
                    .extracting(m -> m.header("Webhook-id"))
                    .containsOnly(receiver.about(failing).getFirst().header("Webhook-id"));
            assertThat(delivery(hook, failing).path("detail").asString()).isEqualTo("status 500");
            mended.set(true);
            await().untilAsserted(
                            () -> assertThat(numbers(receiver.about(failing))).endsWith(1, 2, 3));
        }
    }

    @Test
    void what_is_given_up_on_is_seen_and_can_be_sent_again() {
        String subject = Fleet.newName("subject");
        AtomicBoolean mended = new AtomicBoolean();
        try (var receiver = new Receiver((exchange, _) -> Receiver.status(exchange, mended.get() ? 204 : 503))) {
            String hook = webhook(receiver.url());
            tell(EventType.HOST_REJECTED, subject, 1);
            awaitState(hook, subject, "pending");
            jdbc.sql("update webhook_delivery set queued_at = queued_at - interval '25 hours' where subject = ?")
                    .param(subject)
                    .update();
            awaitState(hook, subject, "dead");
            JsonNode dead = server.get(hook + "/deliveries?state=dead")
                    .json()
                    .path("deliveries")
                    .path(0);
            assertThat(dead.path("subject").asString()).isEqualTo(subject);
            assertThat(dead.path("detail").asString()).isEqualTo("status 503");
            tell(EventType.HOST_REJECTED, subject, 2);
            mended.set(true);
            await().untilAsserted(() -> assertThat(numbers(receiver.about(subject)))
                    .as("the next goes on")
                    .contains(2));
            String again = hook + "/deliveries/" + dead.path("sequence").asLong() + "/redelivery";
            assertThat(server.post(again, Map.of()).status()).isEqualTo(202);
            awaitState(hook, subject, "delivered");
            assertThat(numbers(receiver.about(subject))).endsWith(2, 1);
            assertThat(server.post(hook + "/deliveries/999999999/redelivery", Map.of())
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void everything_from_a_number_on_is_replayed_in_order_under_the_same_ids() {
        String subject = Fleet.newName("subject");
        try (var receiver = Receiver.accepting()) {
            String hook = webhook(receiver.url());
            IntStream.rangeClosed(1, 5).forEach(number -> tell(EventType.HOST_REJECTED, subject, number));
            await().until(() -> receiver.about(subject).size() == 5);
            List<Message> before = receiver.about(subject);
            long third = before.get(2).json().path("sequence").asLong();
            Answer replayed = server.post(hook + "/replay", Map.of("from", third));
            assertThat(replayed.json().path("queued").asInt()).isGreaterThanOrEqualTo(3);
            await().until(() -> receiver.about(subject).size() == 8);
            assertThat(numbers(receiver.about(subject))).containsExactly(1, 2, 3, 4, 5, 3, 4, 5);
            assertThat(receiver.about(subject).get(5).header("Webhook-id"))
                    .isEqualTo(before.get(2).header("Webhook-id"));
        }
    }

    @Test
    void a_receiver_that_wants_nothing_more_is_sent_nothing_more() {
        String subject = Fleet.newName("subject");
        try (var receiver = Receiver.answering(410)) {
            String hook = webhook(receiver.url());
            tell(EventType.HOST_REJECTED, subject, 1);
            await().untilAsserted(() -> assertThat(
                            server.get(hook).json().path("enabled").asBoolean(true))
                    .isFalse());
            assertThat(server.get(hook).json().path("disabledReason").asString())
                    .contains("410");
            int received = receiver.received().size();
            tell(EventType.HOST_REJECTED, subject, 2);
            awaitRelayed(subject, 2);
            assertThat(receiver.received()).hasSize(received);
            assertThat(jdbc.sql("select count(*) from audit_event where action = 'webhook.disable' and object = ?")
                            .param(hook.substring("/api/v1/".length()).replace("webhooks", "webhook"))
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    private void awaitRelayed(String subject, int count) {
        await().until(() -> jdbc.sql("select count(*) from event where subject = ?")
                        .param(subject)
                        .query(Long.class)
                        .single()
                >= count);
    }

    /** It takes every connection and answers none. Others are told, and evidence is taken at its own pace. */
    @Test
    void a_receiver_that_never_answers_delays_neither_other_receivers_nor_verdicts() {
        String subject = Fleet.newName("subject");
        CountDownLatch never = new CountDownLatch(1);
        LabTpm.named("a");
        fleet.trustLab();
        TestHost host = fleet.pinned(LabTpm.named("a"));
        host.attest();
        Duration alone = fiveVerdicts(host);
        try (var silent = new Receiver((_, _) -> hold(never));
                var other = Receiver.accepting()) {
            webhook(silent.url());
            webhook(other.url());
            for (int number = 0; number < 100; number++) {
                tell(EventType.HOST_REJECTED, subject + number % 10, number);
            }
            await().until(() -> !silent.received().isEmpty());
            // Slower by chance it may be, but by no timeout of three seconds.
            assertThat(fiveVerdicts(host)).isLessThan(alone.multipliedBy(3).plusMillis(1500));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> other.received().stream()
                                    .filter(m -> m.subject().startsWith(subject))
                                    .count()
                            == 100);
            assertThat(silent.received().size()).as("few at once").isLessThanOrEqualTo(4 * 20);
            never.countDown();
        }
    }

    private static Duration fiveVerdicts(TestHost host) {
        long started = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            assertThat(host.attest().path("verdict").asString()).isNotEmpty();
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private static void hold(CountDownLatch latch) {
        try {
            var _ = latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Longer than it takes where others compile. */
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }
}
