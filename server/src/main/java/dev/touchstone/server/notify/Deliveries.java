package dev.touchstone.server.notify;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which event is still to be sent to whom. Any replica takes them up: who does counts an attempt and has until the
 * lease's end; after that the event is due again, and what the first one says of it counts no more.
 */
@Repository
class Deliveries {

    private static final String THIS = "webhook_id = :webhook and sequence = :sequence";
    private static final String STILL = " where " + THIS + " and attempts = :attempt and state = 'pending'";

    private final JdbcClient jdbc;

    Deliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An event taken up.
     *
     * @param attempt which one this is, over all
     * @param failures how often it failed since it was queued last
     */
    record Claim(UUID webhook, long sequence, int attempt, int failures, Instant queuedAt) {}

    /** Webhooks that something may be due for. */
    List<UUID> due(Instant now) {
        return jdbc.sql("""
                select id from webhook w where enabled and exists (
                    select from webhook_delivery d where d.webhook_id = w.id and d.state = 'pending' and d.due_at <= ?)""")
                .param(utc(now))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Takes up what is due longest, of subjects none of whose earlier events is still under way. */
    Optional<Claim> claim(UUID webhook, Instant now, Instant lease) {
        return jdbc.sql("""
                update webhook_delivery set attempts = attempts + 1, due_at = :lease, tried_at = :now
                where webhook_id = :webhook and sequence = (
                    select d.sequence from webhook_delivery d join webhook w on w.id = d.webhook_id and w.enabled
                    where d.webhook_id = :webhook and d.state = 'pending' and d.due_at <= :now and not exists (
                        select from webhook_delivery e where e.webhook_id = d.webhook_id and e.subject = d.subject
                            and e.state = 'pending' and e.sequence < d.sequence)
                    order by d.due_at, d.sequence limit 1 for update of d skip locked)
                returning sequence, attempts, failures, queued_at""")
                .param("lease", utc(lease))
                .param("now", utc(now))
                .param("webhook", webhook)
                .query((row, _) -> new Claim(
                        webhook,
                        row.getLong("sequence"),
                        row.getInt("attempts"),
                        row.getInt("failures"),
                        row.getObject("queued_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    void delivered(Claim claim) {
        settle("state = 'delivered', detail = ''", claim).update();
    }

    void retry(Claim claim, Instant due, String detail) {
        settle("failures = failures + 1, due_at = :due, detail = :detail", claim)
                .param("due", utc(due))
                .param("detail", detail)
                .update();
    }

    void dead(Claim claim, String detail) {
        settle("state = 'dead', failures = failures + 1, detail = :detail", claim)
                .param("detail", detail)
                .update();
    }

    /** Gives it back untried. */
    void release(Claim claim, Instant now) {
        settle("due_at = :now", claim).param("now", utc(now)).update();
    }

    private JdbcClient.StatementSpec settle(String set, Claim claim) {
        return jdbc.sql("update webhook_delivery set " + set + STILL)
                .param("webhook", claim.webhook())
                .param("sequence", claim.sequence())
                .param("attempt", claim.attempt());
    }

    /** Those of a webhook, in the order of their events. */
    List<DeliveryView> list(UUID webhook, @Nullable String state, long after, int limit) {
        return jdbc.sql("""
                select d.*, e.id, e.type from webhook_delivery d join event e on e.sequence = d.sequence
                where webhook_id = :webhook and d.sequence > :after and (:state::text is null or state = :state)
                order by d.sequence limit :limit""")
                .param("webhook", webhook)
                .param("after", after)
                .param("state", state)
                .param("limit", limit)
                .query(DeliveryView::read)
                .list();
    }

    /** Queues again what was queued before; whether it was. */
    boolean redeliver(UUID webhook, long sequence, Instant now) {
        return jdbc.sql("update webhook_delivery set " + QUEUED_ANEW + " where " + THIS)
                        .param("now", utc(now))
                        .param("webhook", webhook)
                        .param("sequence", sequence)
                        .update()
                == 1;
    }

    /** Queues every event that is kept, of the types asked for, from a number on; how many those are. */
    int replay(UUID webhook, long from, Instant now) {
        return jdbc.sql("""
                insert into webhook_delivery as d (webhook_id, sequence, subject, state, queued_at, due_at)
                select w.id, e.sequence, e.subject, 'pending', :now, :now
                from webhook w join event e on e.type = any (w.types) where w.id = :webhook and e.sequence >= :from
                on conflict (webhook_id, sequence) do update set
                """ + QUEUED_ANEW)
                .param("now", utc(now))
                .param("webhook", webhook)
                .param("from", from)
                .update();
    }

    private static final String QUEUED_ANEW =
            "state = 'pending', failures = 0, queued_at = :now, due_at = :now, detail = ''";

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
