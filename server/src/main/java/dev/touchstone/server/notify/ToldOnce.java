package dev.touchstone.server.notify;

import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Tells what nobody does and only time brings about, once over all replicas, however often it is noticed. */
@Component
public class ToldOnce {

    private final Outbox outbox;
    private final TransactionOperations transactions;

    ToldOnce(Outbox outbox, TransactionOperations transactions) {
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /**
     * Tells something in a transaction of its own, unless it was told before.
     *
     * @param key what must not be told twice
     * @param subject what it is about, as for {@link Outbox#tell}
     */
    public void tell(String key, EventType type, String subject, Map<String, ?> data, Instant now) {
        transactions.executeWithoutResult(_ -> {
            if (outbox.first(key, now)) {
                outbox.tell(type, subject, data, now);
            }
        });
    }
}
