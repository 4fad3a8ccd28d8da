package dev.touchstone.server.drift;

import java.time.Instant;
import java.time.ZoneOffset;
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

    /** Those of a cluster in force. */
    public List<Waiver> of(long cluster, Instant now) {
        return jdbc.sql(SELECT + "where w.cluster_id = :cluster and " + IN_FORCE + " order by w.granted_at, w.id")
                .param("cluster", cluster)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(rows)
                .list();
    }

    /** Those in force now that are not by then, of drift that is still there. */
    List<Waiver> ending(Instant now, Instant then) {
        return jdbc.sql(SELECT + "join drift_cluster c on c.id = w.cluster_id and c.closed_at is null where " + IN_FORCE
                        + " and w.expires_at <= :then")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("then", then.atOffset(ZoneOffset.UTC))
                .query(rows)
                .list();
    }

    Optional<Waiver> find(UUID id) {
        return jdbc.sql(SELECT + "where w.id = :id").param("id", id).query(rows).optional();
    }
}
