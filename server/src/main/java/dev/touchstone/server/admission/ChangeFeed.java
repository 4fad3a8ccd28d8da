package dev.touchstone.server.admission;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What changed since a snapshot: the changes of all transactions which that snapshot did not show and this one does.
 * Numbers tell nothing here, for a transaction may commit long after others with larger ones.
 */
@Component
class ChangeFeed {

    /**
     * How far one has read.
     *
     * @param snapshot in PostgreSQL's words, {@code xmin:xmax:xip,…}
     * @param life since when that server runs: another may have lost what this one said
     */
    record Mark(String snapshot, String life) {}

    /**
     * What the database shows now.
     *
     * @param at the database's time
     * @param continues whether what changed since the mark before can be told
     */
    record Look(Mark mark, Instant at, boolean continues) {}

    /**
     * What changed.
     *
     * @param consumers whether consumers or their tokens did
     */
    record Changes(Set<UUID> hosts, boolean consumers) {}

    /** Takes a mark, in the snapshot that is then read from. */
    Look look(JdbcClient snapshot, Optional<Mark> before) {
        return snapshot.sql("""
                select pg_current_snapshot()::text as snapshot, pg_postmaster_start_time()::text as life,
                    clock_timestamp() as at,
                    -- What was pruned in the future was pruned in another database, of which this one is a copy.
                    (:life = pg_postmaster_start_time()::text
                        and pg_snapshot_xmax(cast(:before as pg_snapshot)) <= pg_snapshot_xmax(pg_current_snapshot())
                        and (p.before <= pg_snapshot_xmin(cast(:before as pg_snapshot))
                            or p.before > pg_snapshot_xmax(pg_current_snapshot()))) is true as continues
                from admission_pruned p""")
                .param("before", before.map(Mark::snapshot).orElse(null))
                .param("life", before.map(Mark::life).orElse(""))
                .query((row, _) -> look(row))
                .single();
    }

    private static Look look(ResultSet row) throws SQLException {
        return new Look(
                new Mark(row.getString("snapshot"), row.getString("life")),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getBoolean("continues"));
    }

    /** What changed since a mark from which one can continue. */
    Changes since(JdbcClient snapshot, Mark before) {
        // Nothing is known of how the numbers are spread, so the planner would read it all.
        snapshot.sql("select set_config('enable_seqscan', 'off', true)").query(_ -> {});
        Set<Optional<UUID>> changed = snapshot.sql("""
                select distinct host_id from admission_change
                where xid >= pg_snapshot_xmin(cast(:before as pg_snapshot))
                    and not pg_visible_in_snapshot(xid, cast(:before as pg_snapshot))""")
                .param("before", before.snapshot())
                .query((row, _) -> Optional.ofNullable(row.getObject("host_id", UUID.class)))
                .set();
        return new Changes(
                changed.stream().flatMap(Optional::stream).collect(Collectors.toSet()),
                changed.contains(Optional.<UUID>empty()));
    }
}
