package dev.touchstone.server.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The events there are. */
@Repository
class Events {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Events(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Those after a number, in order. */
    List<Event> after(long sequence, int limit) {
        return jdbc.sql("select * from event where sequence > ? order by sequence limit ?")
                .params(sequence, limit)
                .query(this::read)
                .list();
    }

    Optional<Event> find(long sequence) {
        return jdbc.sql("select * from event where sequence = ?")
                .param(sequence)
                .query(this::read)
                .optional();
    }

    /** The number given last. */
    long last() {
        return jdbc.sql("select last from event_head").query(Long.class).single();
    }

    /** Forgets what happened before, with all that is known of its being sent. */
    void forget(Instant before) {
        for (String table : new String[] {"event", "outbox_once"}) {
            jdbc.sql("delete from " + table + " where at < ?")
                    .param(before.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    private Event read(ResultSet row, int number) throws SQLException {
        return new Event(
                row.getLong("sequence"),
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getString("subject"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                json.readTree(row.getString("data")));
    }
}
