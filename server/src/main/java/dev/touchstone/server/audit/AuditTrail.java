package dev.touchstone.server.audit;

import dev.touchstone.bytes.Bytes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads the audit log. However much is asked for, it is read a piece at a time. */
@Component
public class AuditTrail {

    private static final int PIECE = 500;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AuditTrail(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The entries after one, in their order. */
    public List<AuditEntry> after(long sequence, AuditQuery query, int limit) {
        return find("sequence > :edge", "sequence", sequence, query, limit);
    }

    /** The entries before one, the newest first. */
    public List<AuditEntry> before(long sequence, AuditQuery query, int limit) {
        return find("sequence < :edge", "sequence desc", sequence, query, limit);
    }

    /** All of them in their order, one by one. */
    public void each(long after, AuditQuery query, Consumer<AuditEntry> reader) {
        long edge = after;
        while (true) {
            List<AuditEntry> piece = after(edge, query, PIECE);
            piece.forEach(reader);
            if (piece.size() < PIECE) {
                return;
            }
            edge = piece.getLast().sequence();
        }
    }

    /** An entry as it is exported, without the end of its line. */
    public String line(AuditEntry entry) {
        return AuditJson.line(entry, json);
    }

    /** What stands for entries no longer kept, as it is exported. */
    List<String> checkpoints(long after) {
        return jdbc.sql("select sequence, hash from audit_checkpoint where sequence > ? order by sequence")
                .param(after)
                .query((row, _) -> json.writeValueAsString(checkpoint(row.getLong(1), Bytes.of(row.getBytes(2)))))
                .list();
    }

    private static Map<String, Object> checkpoint(long sequence, Bytes hash) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put(AuditJson.CHECKPOINT, sequence);
        line.put(AuditJson.HASH, hash.toHex());
        return line;
    }

    private List<AuditEntry> find(String edge, String order, long sequence, AuditQuery query, int limit) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("edge", sequence);
        values.put("limit", limit);
        var where = new StringBuilder(edge);
        text(where, values, "actor", query.actor());
        text(where, values, "action", query.action());
        text(where, values, "object", query.object());
        time(where, values, "at >= :from", "from", query.from());
        time(where, values, "at < :to", "to", query.to());
        return jdbc.sql("select * from audit_event where " + where + " order by " + order + " limit :limit")
                .params(values)
                .query(AuditRows::read)
                .list();
    }

    private static void text(StringBuilder where, Map<String, Object> values, String column, @Nullable String wanted) {
        if (wanted == null) {
            return;
        }
        boolean prefix = wanted.endsWith("*");
        where.append(" and ").append(column).append(prefix ? " like :" : " = :").append(column);
        values.put(
                column,
                prefix ? wanted.substring(0, wanted.length() - 1).replaceAll("([\\\\%_])", "\\\\$1") + "%" : wanted);
    }

    private static void time(
            StringBuilder where, Map<String, Object> values, String sql, String name, @Nullable Instant wanted) {
        if (wanted != null) {
            where.append(" and ").append(sql);
            values.put(name, AuditRows.atUtc(wanted));
        }
    }
}
