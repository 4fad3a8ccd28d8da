package dev.touchstone.server.drift;

import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who looks after which cluster. It changes no verdict, and nothing about who is let in. */
@Service
public class Holds {

    private static final int MAX_OWNER = 100;
    private static final int MAX_NOTE = 500;

    private final JdbcClient jdbc;
    private final ClusterList clusters;
    private final AuditLog audit;
    private final Clock clock;

    Holds(JdbcClient jdbc, ClusterList clusters, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.clusters = clusters;
        this.audit = audit;
        this.clock = clock;
    }

    /** Those of these clusters, by cluster. */
    public Map<Long, Hold> of(Collection<Long> some) {
        return jdbc
                .sql("select * from drift_hold where cluster_id = any(:some)")
                .param("some", some.toArray(Long[]::new))
                .query((row, _) -> new Hold(
                        row.getLong("cluster_id"),
                        row.getString("owner"),
                        row.getString("note"),
                        ClusterRows.instant(row, "held_at").orElseThrow(),
                        row.getString("held_by")))
                .list()
                .stream()
                .collect(Collectors.toMap(Hold::cluster, Function.identity()));
    }

    /** Gives an open cluster an owner, and a note; in place of what it had. */
    @Transactional
    public Hold put(long cluster, String owner, String note, String by) {
        clusters.require(cluster).requireOpen();
        Hold hold = new Hold(cluster, owner.strip(), note.strip(), clock.instant(), by);
        if (hold.owner().isEmpty()
                || hold.owner().length() > MAX_OWNER
                || hold.note().length() > MAX_NOTE) {
            throw new Refusal(
                    400,
                    "hold-invalid",
                    "An owner has 1 to " + MAX_OWNER + " characters, a note at most " + MAX_NOTE + ".");
        }
        @Nullable Hold before = of(List.of(cluster)).get(cluster);
        jdbc.sql("""
                insert into drift_hold (cluster_id, owner, note, held_at, held_by) values (:id, :owner, :note, :at, :by)
                on conflict (cluster_id) do update set owner = excluded.owner, note = excluded.note,
                    held_at = excluded.held_at, held_by = excluded.held_by""")
                .param("id", cluster)
                .param("owner", hold.owner())
                .param("note", hold.note())
                .param("at", hold.at().atOffset(ZoneOffset.UTC))
                .param("by", by)
                .update();
        audit.record(by, "drift.hold", "drift-cluster/" + cluster, before, hold);
        return hold;
    }
}
