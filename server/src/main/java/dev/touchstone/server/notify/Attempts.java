package dev.touchstone.server.notify;

import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.notify.Deliveries.Claim;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The database's side of sending: takes up, and says what came of it. However many events are under way, at most two
 * connections serve them: the rest is for evidence.
 */
@Component
class Attempts {

    private static final int CONNECTIONS = 2;

    private final Deliveries deliveries;
    private final Webhooks webhooks;
    private final Events events;
    private final AuditLog audit;
    private final Backoff backoff;
    private final NotifyProperties settings;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final Semaphore connections = new Semaphore(CONNECTIONS);
    private final Counter accepted;
    private final Counter failed;

    Attempts(
            Deliveries deliveries,
            Webhooks webhooks,
            Events events,
            AuditLog audit,
            Backoff backoff,
            NotifyProperties settings,
            TransactionOperations transactions,
            Clock clock,
            MeterRegistry meters) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.events = events;
        this.audit = audit;
        this.backoff = backoff;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
        this.accepted = counter("accepted", meters);
        this.failed = counter("failed", meters);
    }

    private static Counter counter(String outcome, MeterRegistry meters) {
        return Counter.builder("touchstone.webhook.attempts")
                .tag("outcome", outcome)
                .description("Events sent to webhooks, by whether the receiver took them")
                .register(meters);
    }

    /** What is to be sent, and to whom. */
    record Open(Webhook webhook, Event event) {}

    Optional<Claim> claim(UUID webhook) {
        Instant now = clock.instant();
        return connected(() -> deliveries.claim(webhook, now, now.plus(settings.lease())));
    }

    /** Empty if it was deleted meanwhile. */
    Optional<Open> open(Claim claim) {
        return connected(() -> webhooks.find(claim.webhook())
                .flatMap(webhook -> events.find(claim.sequence()).map(event -> new Open(webhook, event))));
    }

    /** Gives it back, as if it had not been tried. */
    void release(Claim claim) {
        connected(() -> {
            deliveries.release(claim, clock.instant());
            return true;
        });
    }

    void settle(Claim claim, Outcome outcome) {
        (outcome instanceof Outcome.Accepted ? accepted : failed).increment();
        connected(() -> transactions.execute(_ -> {
            record(claim, outcome);
            return true;
        }));
    }

    private void record(Claim claim, Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted _ -> deliveries.delivered(claim);
            case Outcome.Failed(String detail, Optional<Duration> retryAfter) -> failed(claim, detail, retryAfter);
            case Outcome.Gone(String detail) -> gone(claim, detail);
        }
    }

    private void failed(Claim claim, String detail, Optional<Duration> retryAfter) {
        Instant due = clock.instant().plus(backoff.after(claim.failures(), retryAfter));
        if (due.isAfter(claim.queuedAt().plus(settings.giveUpAfter()))) {
            deliveries.dead(claim, detail);
        } else {
            deliveries.retry(claim, due, detail);
        }
    }

    private void gone(Claim claim, String detail) {
        deliveries.dead(claim, detail);
        if (webhooks.disable(claim.webhook(), "the receiver answered 410")) {
            audit.record("system", "webhook.disable", "webhook/" + claim.webhook(), null, Map.of("reason", detail));
        }
    }

    private <T> T connected(Supplier<T> work) {
        connections.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            connections.release();
        }
    }
}
