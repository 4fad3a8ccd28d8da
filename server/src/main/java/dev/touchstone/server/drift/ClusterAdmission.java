package dev.touchstone.server.drift;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many members are let in for now. */
@Component
public class ClusterAdmission {

    private final JdbcClient jdbc;
    private final ClusterList clusters;
    private final HostWaivers waivers;

    ClusterAdmission(JdbcClient jdbc, ClusterList clusters, HostWaivers waivers) {
        this.jdbc = jdbc;
        this.clusters = clusters;
        this.waivers = waivers;
    }

    /**
     * Members by what becomes of them.
     *
     * @param waived those whose waiver counts now
     * @param drifted those that are DRIFTED, and not waived
     * @param stale those whose evidence is too old besides: no waiver counts for them
     */
    public record Effect(long waived, long drifted, long stale) {}

    /** Of an open cluster's members. */
    public Effect of(Cluster cluster, Instant now) {
        Set<UUID> stale = stale(cluster.id(), now);
        long waived = waivers.of(jdbc, Optional.of(clusters.hosts(cluster.id()))).entrySet().stream()
                .filter(w -> w.getValue().isInForce(now) && !stale.contains(w.getKey()))
                .count();
        return new Effect(waived, Math.max(0, cluster.hosts() - stale.size() - waived), stale.size());
    }

    private Set<UUID> stale(long cluster, Instant now) {
        return Set.copyOf(jdbc.sql("""
                select p.host_id from drift_present p join host h on h.id = p.host_id
                where p.cluster_id = :cluster and h.evidence_valid_until <= :now""")
                .param("cluster", cluster)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list());
    }
}
