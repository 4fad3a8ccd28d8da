package dev.touchstone.server.drift;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads every waiver ever granted. */
@Component
public class WaiverHistory {

    private final JdbcClient jdbc;
    private final WaiverRows rows;

    WaiverHistory(JdbcClient jdbc, WaiverRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** The latest granted first. */
    public List<Waiver> latest(int limit) {
        return jdbc.sql("""
                select w.*, (select count(*) from waiver_host h where h.waiver_id = w.id) as hosts
                from waiver w order by granted_at desc, id limit ?""").param(limit).query(rows).list();
    }
}
