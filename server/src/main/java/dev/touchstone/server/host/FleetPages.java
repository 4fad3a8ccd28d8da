package dev.touchstone.server.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Goes through the hosts in force, page by page in the order of their ids, for those who ask about a whole fleet. */
@Component
public class FleetPages {

    private static final String IN_FORCE = "state in ('ACTIVE', 'MAINTENANCE') and labels @> cast(:labels as jsonb)";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final HostRows rows;

    FleetPages(JdbcClient jdbc, JsonMapper json, HostRows rows) {
        this.jdbc = jdbc;
        this.json = json;
        this.rows = rows;
    }

    /** How many hosts in force carry these granted labels. */
    public long count(Map<String, String> labels) {
        return jdbc.sql("select count(*) from host where " + IN_FORCE)
                .param("labels", json.writeValueAsString(labels))
                .query(Long.class)
                .single();
    }

    /**
     * The next hosts in force with these granted labels; none at the end.
     *
     * @param after the last host of the page before
     */
    public List<HostRecord> page(Map<String, String> labels, Optional<UUID> after, int limit) {
        return jdbc.sql("select * from host where " + IN_FORCE
                        + " and (cast(:after as uuid) is null or id > cast(:after as uuid)) order by id limit :limit")
                .param("labels", json.writeValueAsString(labels))
                .param("after", after.orElse(null))
                .param("limit", limit)
                .query(rows)
                .list();
    }
}
