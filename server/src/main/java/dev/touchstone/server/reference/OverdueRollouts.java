package dev.touchstone.server.reference;

import dev.touchstone.server.notify.EventType;
import dev.touchstone.server.notify.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Looks once, when a change's window is over, whether the hosts it was for have come along; tells if some have not. */
@Component
class OverdueRollouts {

    /** How long after the window it is looked for: longer than any server is down. */
    private static final Duration LOOKED_FOR = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final ReferenceVersions versions;
    private final RolloutProgress progress;
    private final Outbox outbox;
    private final TransactionOperations transactions;
    private final Clock clock;

    OverdueRollouts(
            JdbcClient jdbc,
            ReferenceVersions versions,
            RolloutProgress progress,
            Outbox outbox,
            TransactionOperations transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.versions = versions;
        this.progress = progress;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Ended(UUID change, String title, ReferenceVersionId version, Instant until) {}

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void run() {
        Instant now = clock.instant();
        for (Ended ended : ended(now)) {
            transactions.executeWithoutResult(_ -> look(ended, now));
        }
    }

    private List<Ended> ended(Instant now) {
        return jdbc.sql("""
                select c.id, c.title, c.expected_until, v.set_name, v.number
                from change c join reference_version v on c.subject = v.set_name || '@' || v.number
                where c.kind = :kind and c.state = 'approved' and v.state = 'approved'
                    and c.expected_until <= :now and c.expected_until > :since
                    and not exists (select from outbox_once o where o.key = 'rollout/' || c.id)""")
                .param("kind", ReferenceVersionChange.NAME)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("since", now.minus(LOOKED_FOR).atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Ended(
                        row.getObject("id", UUID.class),
                        row.getString("title"),
                        new ReferenceVersionId(row.getString("set_name"), row.getInt("number")),
                        row.getObject("expected_until", OffsetDateTime.class).toInstant()))
                .list();
    }

    private void look(Ended ended, Instant now) {
        if (!outbox.first("rollout/" + ended.change(), now)) {
            return;
        }
        RolloutProgress.Progress at =
                progress.of(ended.version(), versions.find(ended.version()).selector(), now);
        long missing = at.older() + at.other();
        if (missing > 0) {
            Map<String, ?> data = Map.of(
                    "change", ended.change(),
                    "kind", ReferenceVersionChange.NAME,
                    "title", ended.title(),
                    "why", "hosts-missing",
                    "since", ended.until(),
                    "missing", missing,
                    "expected", at.expected());
            outbox.tell(EventType.CHANGE_STALLED, "change/" + ended.change(), data, now);
        }
    }
}
