package dev.touchstone.server.drift;

import dev.touchstone.server.host.HostRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The waivers there are. */
@Component
public class Waivers {

    private static final String SELECT =
            "select w.*, (select count(*) from waiver_host h where h.waiver_id = w.id) as hosts from waiver w ";

    private static final String IN_FORCE = "w.revoked_at is null and w.granted_at <= :now and w.expires_at > :now";

    private final JdbcClient jdbc;
    private final WaiverRows rows;

    Waivers(JdbcClient jdbc, WaiverRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /**
     * The waiver by which a DRIFTED host is let in: it names the host, and neither the drift nor the versions that the
     * host is judged by are others than when it was granted. A host in a grave state has none.
     *
     * @param sets the versions the evidence in force was judged by
     */
    public Optional<Waiver> inForce(HostRecord host, Collection<String> sets, Instant now) {
        return jdbc.sql(SELECT + """
                join waiver_host wh on wh.waiver_id = w.id and wh.host_id = :host and wh.sets = cast(:sets as text[])
                join drift_present m on m.host_id = wh.host_id and m.grave = '{}'
                join drift_cluster c on c.id = m.cluster_id and c.fingerprint = w.fingerprint
                where
                """ + IN_FORCE + " order by w.expires_at desc limit 1")
                .param("host", host.id())
                .param("sets", sets.stream().sorted().toArray(String[]::new))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(rows)
                .optional();
    }

    /** Those of a cluster in force. */
    List<Waiver> of(long cluster, Instant now) {
        return jdbc.sql(SELECT + "where w.cluster_id = :cluster and " + IN_FORCE + " order by w.granted_at, w.id")
                .param("cluster", cluster)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(rows)
                .list();
    }

    Optional<Waiver> find(UUID id) {
        return jdbc.sql(SELECT + "where w.id = :id").param("id", id).query(rows).optional();
    }
}
