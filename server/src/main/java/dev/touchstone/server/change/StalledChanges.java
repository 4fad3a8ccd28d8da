package dev.touchstone.server.change;

import dev.touchstone.server.notify.EventType;
import dev.touchstone.server.notify.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Tells of changes that nobody decides on, each once. */
@Component
class StalledChanges {

    private final ChangeRows rows;
    private final Outbox outbox;
    private final ChangeProperties settings;
    private final TransactionOperations transactions;
    private final Clock clock;

    StalledChanges(
            ChangeRows rows,
            Outbox outbox,
            ChangeProperties settings,
            TransactionOperations transactions,
            Clock clock) {
        this.rows = rows;
        this.outbox = outbox;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void run() {
        Instant now = clock.instant();
        for (Change change : rows.proposedBefore(now.minus(settings.stalledAfter()))) {
            transactions.executeWithoutResult(_ -> tell(change, now));
        }
    }

    private void tell(Change change, Instant now) {
        if (outbox.first("change-undecided/" + change.id(), now)) {
            Map<String, ?> data = Map.of(
                    "change", change.id(),
                    "kind", change.content().kind(),
                    "title", change.content().title(),
                    "why", "undecided",
                    "since", change.proposedAt().orElse(now));
            outbox.tell(EventType.CHANGE_STALLED, "change/" + change.id(), data, now);
        }
    }
}
