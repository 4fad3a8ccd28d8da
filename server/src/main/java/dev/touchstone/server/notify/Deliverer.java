package dev.touchstone.server.notify;

import dev.touchstone.server.notify.Deliveries.Claim;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends what is due. Each webhook has a few workers of its own, as many as it has work for, so that one that answers
 * slowly or never holds up no other; and no worker holds a database connection while it sends.
 */
@Component
class Deliverer {

    /** Over all webhooks: how many there can be, times the workers each has at most. */
    static final int MOST_AT_ONCE = WebhookChanges.MAX_WEBHOOKS * 16;

    private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);

    private final Deliveries deliveries;
    private final Attempts attempts;
    private final Sender sender;
    private final NotifyProperties settings;
    private final Clock clock;
    private final Map<UUID, Semaphore> workers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closing;

    Deliverer(Deliveries deliveries, Attempts attempts, Sender sender, NotifyProperties settings, Clock clock) {
        this.deliveries = deliveries;
        this.attempts = attempts;
        this.sender = sender;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT0.5S")
    void run() {
        deliveries.due(clock.instant()).forEach(this::employ);
    }

    private void employ(UUID webhook) {
        Semaphore free = workers.computeIfAbsent(webhook, _ -> new Semaphore(settings.concurrency()));
        if (!closing && free.tryAcquire()) {
            threads.execute(() -> work(webhook, free));
        }
    }

    /** Until nothing is due. Who found something to do calls another: there may be more. */
    private void work(UUID webhook, Semaphore free) {
        try {
            Optional<Claim> claim = attempts.claim(webhook);
            while (claim.isPresent()) {
                employ(webhook);
                attempt(claim.get());
                claim = closing ? Optional.empty() : attempts.claim(webhook);
            }
        } catch (RuntimeException e) {
            LOG.warn("Sending to webhook {} failed: {}", webhook, e.toString());
        } finally {
            free.release();
        }
    }

    private void attempt(Claim claim) {
        attempts.open(claim).ifPresent(open -> {
            Outcome outcome = sender.send(open.webhook(), open.event());
            if (closing && !(outcome instanceof Outcome.Accepted)) {
                attempts.release(claim);
            } else {
                attempts.settle(claim, outcome);
            }
        });
    }

    /** Cuts what is under way: another replica, or the next start, takes it up. */
    @PreDestroy
    void close() throws IOException {
        closing = true;
        sender.close();
        threads.close();
    }
}
