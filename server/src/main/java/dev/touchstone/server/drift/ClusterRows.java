package dev.touchstone.server.drift;

import dev.touchstone.bytes.Bytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads clusters with what is counted of their members. */
@Component
class ClusterRows implements RowMapper<Cluster> {

    private static final TypeReference<List<DifferenceView>> DIFFERENCES = new TypeReference<>() {};

    /** Everything counted in one pass over the members of the clusters asked for. */
    static final String SELECT = """
            select c.*, m.*,
                (select count(distinct host_id) from drift_rejected r where r.cluster_id = c.id) as rejected
            from drift_cluster c, lateral (
                select count(*) as hosts, max(evidence_issued_at) as evidence,
                    count(*) filter (where announced = '{}') as unannounced,
                    min(boot_seen) as booted_from, max(boot_seen) as booted_until,
                    count(*) filter (where secure_boot = 'on') as secure_boot_on,
                    count(*) filter (where secure_boot = 'off') as secure_boot_off,
                    count(*) filter (where dbx = 'same') as dbx_same,
                    count(*) filter (where dbx = 'changed') as dbx_changed,
                    (array_agg(p.host_id order by p.since, p.host_id))[1] as sample,
                    coalesce((select array_agg(distinct g order by g) from drift_present q, unnest(q.grave) g
                              where q.cluster_id = c.id), '{}') as grave,
                    coalesce((select array_agg(distinct a order by a) from drift_present q, unnest(q.announced) a
                              where q.cluster_id = c.id), '{}') as announced
                from drift_present p where p.cluster_id = c.id) m
            """;

    private final JsonMapper json;

    ClusterRows(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Cluster mapRow(ResultSet row, int number) throws SQLException {
        long hosts = row.getLong("hosts");
        Instant first = instant(row, "first_seen").orElseThrow();
        Optional<Instant> closed = instant(row, "closed_at");
        return new Cluster(
                row.getLong("id"),
                Bytes.of(row.getBytes("fingerprint")),
                row.getString("title"),
                json.readValue(row.getString("summary"), DIFFERENCES),
                texts(row, "differing"),
                texts(row, "same"),
                List.of((Integer[]) row.getArray("pcrs").getArray()),
                first,
                instant(row, "evidence").or(() -> closed).orElse(first),
                closed,
                hosts,
                row.getLong("unannounced"),
                texts(row, "grave"),
                texts(row, "announced"),
                instant(row, "booted_from"),
                instant(row, "booted_until"),
                counts(hosts, row.getLong("secure_boot_on"), row.getLong("secure_boot_off")),
                counts(hosts, row.getLong("dbx_same"), row.getLong("dbx_changed")),
                row.getLong("rejected"),
                Optional.ofNullable(row.getString("drafted")),
                Optional.ofNullable(row.getObject("sample", UUID.class)));
    }

    private static Cluster.Counts counts(long hosts, long yes, long no) {
        return new Cluster.Counts(yes, no, hosts - yes - no);
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
