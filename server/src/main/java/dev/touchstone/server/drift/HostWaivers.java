package dev.touchstone.server.drift;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The waivers by which DRIFTED hosts are let in: a waiver names the host, and neither the drift nor the versions that
 * the host is judged by are others than when it was granted. A host in a grave state has none.
 */
@Component
public class HostWaivers {

    private static final String SELECT = """
            select distinct on (wh.host_id) wh.host_id, w.*, 0 as hosts
            from waiver_host wh join waiver w on w.id = wh.waiver_id and w.revoked_at is null
                join drift_present m on m.host_id = wh.host_id and m.grave = '{}'
                join drift_cluster c on c.id = m.cluster_id and c.fingerprint = w.fingerprint
                join host h on h.id = wh.host_id
                join attestation a on a.host_id = h.id and a.id = h.last_attestation
            where wh.sets = array(
                    select s from jsonb_array_elements_text(a.reference_sets) s order by s collate "C")
            """;

    private final WaiverRows rows;

    HostWaivers(WaiverRows rows) {
        this.rows = rows;
    }

    /**
     * For each host that has one, the waiver that lasts longest; whether it is in force is for {@link Waiver} to say.
     *
     * @param snapshot what to ask
     * @param hosts whom it is about; everyone if empty
     */
    public Map<UUID, Waiver> of(JdbcClient snapshot, Optional<Collection<UUID>> hosts) {
        Map<UUID, Waiver> waivers = new HashMap<>();
        snapshot.sql(SELECT
                        + (hosts.isPresent() ? " and wh.host_id = any(:hosts)" : "")
                        + " order by wh.host_id, w.expires_at desc")
                .params(hosts.map(ids -> Map.of("hosts", ids.toArray(UUID[]::new)))
                        .orElse(Map.of()))
                .query((row, number) -> waivers.put(row.getObject("host_id", UUID.class), rows.mapRow(row, number)))
                .list();
        return waivers;
    }
}
