package dev.touchstone.server.drift;

import dev.touchstone.server.notify.EventType;
import dev.touchstone.server.notify.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Tells of waivers before they end, each once: after that its hosts are in quarantine. */
@Component
class WaiverWatch {

    private final Waivers waivers;
    private final Outbox outbox;
    private final WaiverProperties settings;
    private final TransactionOperations transactions;
    private final Clock clock;

    WaiverWatch(
            Waivers waivers,
            Outbox outbox,
            WaiverProperties settings,
            TransactionOperations transactions,
            Clock clock) {
        this.waivers = waivers;
        this.outbox = outbox;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void run() {
        Instant now = clock.instant();
        for (Waiver waiver : waivers.ending(now, now.plus(settings.warnBefore()))) {
            transactions.executeWithoutResult(_ -> tell(waiver, now));
        }
    }

    private void tell(Waiver waiver, Instant now) {
        if (outbox.first("waiver-expiring/" + waiver.id(), now)) {
            Map<String, ?> data = Map.of(
                    "waiver", waiver.id(),
                    "cluster", waiver.cluster(),
                    "hosts", waiver.hosts(),
                    "reason", waiver.reason(),
                    "grantedBy", waiver.grantedBy(),
                    "expiresAt", waiver.expiresAt());
            outbox.tell(EventType.WAIVER_EXPIRING, "waiver/" + waiver.id(), data, now);
        }
    }
}
