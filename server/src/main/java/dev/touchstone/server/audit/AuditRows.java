package dev.touchstone.server.audit;

import dev.touchstone.bytes.Bytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tables of the audit log. */
@Repository
class AuditRows {

    /** Every digit of a number counts. */
    static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final JdbcClient jdbc;

    AuditRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last entry's place, hash and time. */
    record Head(long sequence, Bytes hash, Instant at) {}

    /** Locked until the transaction ends: whoever comes next waits for this commit, and no entry is out of order. */
    Head lockHead() {
        return head("select sequence, hash, at from audit_head for update");
    }

    Head head() {
        return head("select sequence, hash, at from audit_head");
    }

    private Head head(String sql) {
        return jdbc.sql(sql)
                .query((row, _) -> new Head(row.getLong(1), Bytes.of(row.getBytes(2)), instant(row, "at")))
                .single();
    }

    void moveHead(AuditEntry last) {
        jdbc.sql("update audit_head set sequence = ?, hash = ?, at = ?")
                .params(last.sequence(), last.hash().toArray(), atUtc(last.at()))
                .update();
    }

    void insert(AuditEntry entry) {
        jdbc.sql("""
                insert into audit_event
                    (id, at, actor, action, object, source, before, after, sequence, previous_hash, hash)
                values (:id, :at, :actor, :action, :object, :source, :before::jsonb, :after::jsonb,
                    :sequence, :previous, :hash)""")
                .param("id", entry.id())
                .param("at", atUtc(entry.at()))
                .param("actor", entry.actor())
                .param("action", entry.action())
                .param("object", entry.object())
                .param("source", entry.source())
                .param("before", text(entry.before()))
                .param("after", text(entry.after()))
                .param("sequence", entry.sequence())
                .param("previous", entry.previous().toArray())
                .param("hash", entry.hash().toArray())
                .update();
    }

    /** Those that have no place yet, the oldest first. */
    List<AuditEntry> unchained(int limit) {
        return jdbc.sql("select * from audit_event where sequence is null order by at, id limit ?")
                .param(limit)
                .query(AuditRows::read)
                .list();
    }

    void chain(AuditEntry entry) {
        jdbc.sql("update audit_event set sequence = ?, previous_hash = ?, hash = ? where at = ? and id = ?")
                .params(
                        entry.sequence(),
                        entry.previous().toArray(),
                        entry.hash().toArray(),
                        atUtc(entry.at()),
                        entry.id())
                .update();
    }

    static AuditEntry read(ResultSet row, int number) throws SQLException {
        return new AuditEntry(
                row.getLong("sequence"),
                row.getObject("id", UUID.class),
                instant(row, "at"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("object"),
                row.getString("source"),
                tree(row.getString("before")),
                tree(row.getString("after")),
                bytes(row.getBytes("previous_hash")),
                bytes(row.getBytes("hash")));
    }

    private static Bytes bytes(byte @Nullable [] value) {
        return value == null ? Bytes.of(new byte[0]) : Bytes.of(value);
    }

    static @Nullable JsonNode tree(@Nullable String text) {
        return text == null ? null : EXACT.readTree(text);
    }

    private static @Nullable String text(@Nullable JsonNode tree) {
        return tree == null ? null : EXACT.writeValueAsString(tree);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static OffsetDateTime atUtc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
