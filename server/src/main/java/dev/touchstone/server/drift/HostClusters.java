package dev.touchstone.server.drift;

import dev.touchstone.server.fleet.Clusters;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells lists of hosts which cluster each is a member of. */
@Component
class HostClusters implements Clusters {

    @Override
    public Map<UUID, Long> of(JdbcClient snapshot, Optional<Collection<UUID>> hosts) {
        Map<UUID, Long> clusters = new HashMap<>();
        snapshot.sql("select host_id, cluster_id from drift_present"
                        + (hosts.isPresent() ? " where host_id = any(:hosts)" : ""))
                .params(hosts.map(ids -> Map.of("hosts", ids.toArray(UUID[]::new)))
                        .orElse(Map.of()))
                .query((row, _) -> clusters.put(row.getObject("host_id", UUID.class), row.getLong("cluster_id")))
                .list();
        return clusters;
    }
}
