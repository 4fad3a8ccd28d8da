package dev.touchstone.server.drift;

import dev.touchstone.server.problem.Refusal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds clusters and the hosts in them. */
@Component
class ClusterList {

    static final int MAX_LIMIT = 500;

    private final JdbcClient jdbc;
    private final ClusterRows rows;

    ClusterList(JdbcClient jdbc, ClusterRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** The newest first; those before {@code after}, if given. */
    List<Cluster> page(boolean open, @Nullable Long after, int limit) {
        return jdbc.sql(ClusterRows.SELECT + """
                where (c.closed_at is null) = :open and (cast(:after as bigint) is null or c.id < :after)
                order by c.id desc limit :limit""")
                .param("open", open)
                .param("after", after)
                .param("limit", limit)
                .query(rows)
                .list();
    }

    Cluster require(long id) {
        return jdbc.sql(ClusterRows.SELECT + "where c.id = :id")
                .param("id", id)
                .query(rows)
                .optional()
                .orElseThrow(() -> Refusal.notFound("There is no such drift cluster."));
    }

    /** Some members in order of their ids. */
    List<MemberView> members(long cluster, @Nullable UUID after, int limit) {
        return jdbc.sql("""
                select p.*, h.name, h.last_attestation from drift_present p join host h on h.id = p.host_id
                where p.cluster_id = :cluster and (cast(:after as uuid) is null or p.host_id > :after)
                order by p.host_id limit :limit""")
                .param("cluster", cluster)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> MemberView.of(row))
                .list();
    }

    /** The ids of all members. */
    List<UUID> hosts(long cluster) {
        return jdbc.sql("select host_id from drift_present where cluster_id = ? order by since, host_id")
                .param(cluster)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }
}
