package dev.touchstone.server.drift;

import dev.touchstone.server.problem.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds clusters and the hosts in them. */
@Component
public class ClusterList {

    public static final int MAX_LIMIT = 500;

    private final JdbcClient jdbc;
    private final ClusterRows rows;

    ClusterList(JdbcClient jdbc, ClusterRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /**
     * Where a page of the largest ended.
     *
     * @param hosts how many hosts the last one had then
     */
    public record Place(long hosts, long id) {}

    /** A host that left by contradicting itself. */
    public record Rejected(UUID host, String name, Instant at) {}

    /** Open clusters, those of the most hosts first; those after {@code after}, if given. */
    public List<Cluster> largest(@Nullable Place after, int limit) {
        return jdbc.sql("select * from (" + ClusterRows.SELECT + """
                where c.closed_at is null) found
                where cast(:hosts as bigint) is null or (hosts, id) < (:hosts, :id)
                order by hosts desc, id desc limit :limit""")
                .param("hosts", after == null ? null : after.hosts())
                .param("id", after == null ? null : after.id())
                .param("limit", limit)
                .query(rows)
                .list();
    }

    /** Hosts in force, drifted or not: what the size of a cluster is a part of. */
    public long fleet() {
        return jdbc.sql("select count(*) from host where state in ('ACTIVE', 'MAINTENANCE')")
                .query(Long.class)
                .single();
    }

    /** Those that left a cluster by contradicting themselves, the latest first. */
    public List<Rejected> rejected(long cluster, int limit) {
        return jdbc.sql("""
                select h.id, coalesce(h.name, h.claimed_name) as name, max(r.at) as at
                from drift_rejected r join host h on h.id = r.host_id
                where r.cluster_id = ? group by 1, 2 order by 3 desc limit ?""")
                .params(cluster, limit)
                .query((row, _) -> new Rejected(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        ClusterRows.instant(row, "at").orElseThrow()))
                .list();
    }

    /** The newest first; those before {@code after}, if given. */
    public List<Cluster> page(boolean open, @Nullable Long after, int limit) {
        return jdbc.sql(ClusterRows.SELECT + """
                where (c.closed_at is null) = :open and (cast(:after as bigint) is null or c.id < :after)
                order by c.id desc limit :limit""")
                .param("open", open)
                .param("after", after)
                .param("limit", limit)
                .query(rows)
                .list();
    }

    /** The cluster of this id, open or closed. */
    public Cluster require(long id) {
        return jdbc.sql(ClusterRows.SELECT + "where c.id = :id")
                .param("id", id)
                .query(rows)
                .optional()
                .orElseThrow(() -> Refusal.notFound("There is no such drift cluster."));
    }

    /** Some members in order of their ids. */
    public List<MemberView> members(long cluster, @Nullable UUID after, int limit) {
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
    public List<UUID> hosts(long cluster) {
        return jdbc.sql("select host_id from drift_present where cluster_id = ? order by since, host_id")
                .param(cluster)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }
}
