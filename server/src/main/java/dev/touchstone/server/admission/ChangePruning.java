package dev.touchstone.server.admission;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Forgets changes that every replica has seen, or is too far behind to use: it then reads everything. How old a change
 * is stands nowhere; what was the oldest transaction a while ago is remembered instead.
 */
@Component
class ChangePruning {

    private static final Duration KEEP = Duration.ofMinutes(2);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Deque<Oldest> remembered = new ArrayDeque<>();

    /** The oldest transaction that was under way at a moment. */
    private record Oldest(String xid, long nanos) {}

    ChangePruning(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Scheduled(initialDelay = 30, fixedDelay = 30, timeUnit = TimeUnit.SECONDS)
    void prune() {
        long now = System.nanoTime();
        remembered.add(new Oldest(oldest(), now));
        outdated(now - KEEP.toNanos()).ifPresent(this::pruneBefore);
    }

    private String oldest() {
        return jdbc.sql("select pg_snapshot_xmin(pg_current_snapshot())::text")
                .query(String.class)
                .single();
    }

    private Optional<String> outdated(long before) {
        Optional<String> last = Optional.empty();
        while (!remembered.isEmpty() && remembered.getFirst().nanos() <= before) {
            last = Optional.of(remembered.removeFirst().xid());
        }
        return last;
    }

    /** One replica at a time is enough. What is numbered beyond all there is came with a copy of another database. */
    void pruneBefore(String xid) {
        transaction.executeWithoutResult(_ -> {
            boolean mine = jdbc.sql("select pg_try_advisory_xact_lock(hashtext('touchstone.admission-pruning'))")
                    .query(Boolean.class)
                    .single();
            if (mine) {
                jdbc.sql("""
                        update admission_pruned set before = cast(:xid as xid8)
                        where before < cast(:xid as xid8) or before > pg_snapshot_xmax(pg_current_snapshot())""").param("xid", xid).update();
                jdbc.sql("""
                        delete from admission_change
                        where xid < cast(:xid as xid8) or xid >= pg_snapshot_xmax(pg_current_snapshot())""").param("xid", xid).update();
            }
        });
    }
}
