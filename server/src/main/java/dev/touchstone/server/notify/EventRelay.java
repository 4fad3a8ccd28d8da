package dev.touchstone.server.notify;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes events of what is in the outbox and queues them for the webhooks that ask for them. One replica at a time: the
 * one that holds {@code event_head}.
 *
 * <p>Rows are moved, not marked up to a number: what a transaction commits late is there when it is looked for, and
 * nothing waits for transactions that tell nothing. Of one subject's rows, told under its lock, none is seen without
 * those before it ({@code docs/adr/0016-events-in-order-of-snapshots.md}).
 */
@Component
class EventRelay {

    private static final int BATCH = 500;

    private static final String MOVE = """
            with due as (
                delete from outbox where id in (select id from outbox order by id limit :batch) returning *),
            told as (
                insert into event (sequence, id, type, subject, at, data)
                select :last + row_number() over (order by id), gen_random_uuid(), 'dev.touchstone.' || kind || '.v1',
                    coalesce(subject, 'host/' || host_id, 'outbox/' || id), at, payload
                from due returning sequence, type, subject),
            queued as (
                insert into webhook_delivery (webhook_id, sequence, subject, state, queued_at, due_at)
                select w.id, t.sequence, t.subject, 'pending', :now, :now
                from told t join webhook w on w.enabled and t.type = any (w.types))
            update event_head set last = last + (select count(*) from told) returning last - :last""";

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;

    EventRelay(JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Moves all there is. */
    @Scheduled(fixedDelayString = "PT0.5S")
    void run() {
        long moved;
        do {
            moved = transactions.execute(_ -> head().map(this::move).orElse(0L));
        } while (moved == BATCH);
    }

    /** The number given last, and the right to give the next; empty while another replica has it. */
    private Optional<Long> head() {
        return jdbc.sql("select last from event_head for update skip locked")
                .query(Long.class)
                .optional();
    }

    private long move(long last) {
        return jdbc.sql(MOVE)
                .param("batch", BATCH)
                .param("last", last)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }
}
