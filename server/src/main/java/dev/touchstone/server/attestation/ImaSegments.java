package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.replay.ImaCheckpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of {@code ima_segment}: written once, and read by the boot they belong to. */
@Component
class ImaSegments {

    private static final TypeReference<Map<String, String>> VALUES = new TypeReference<>() {};
    private static final String OF_BOOT =
            " from ima_segment where host_id = :host and ak_name = :ak and reset_count = :reset and restart_count = :restart";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ImaSegments(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Whole records of a boot's list.
     *
     * @param from the number of the first
     * @param to the number after the last
     */
    record Segment(long from, long to, Bytes sha256) {}

    /** How far the latest telling of a boot's list has been accounted for. */
    Optional<UsedIma.Head> head(ImaBoot boot) {
        return of(
                        boot,
                        "select chain, to_record, pcr_values" + OF_BOOT
                                + " order by chain desc, from_record desc limit 1")
                .query((row, _) -> new UsedIma.Head(row.getInt("chain"), checkpoint(row)))
                .optional();
    }

    /** Where IMA's PCR stood after {@code records} of them, which end a segment. */
    Optional<ImaCheckpoint> checkpoint(ImaBoot boot, int chain, long records) {
        return of(boot, "select to_record, pcr_values" + OF_BOOT + " and chain = :chain and to_record = :records")
                .param("chain", chain)
                .param("records", records)
                .query((row, _) -> checkpoint(row))
                .optional();
    }

    /** The segments that hold records {@code from} to {@code to} of a boot's list, in order. */
    List<Segment> between(ImaBoot boot, int chain, long from, long to) {
        return of(
                        boot,
                        "select from_record, to_record, sha256" + OF_BOOT
                                + " and chain = :chain and to_record > :from and from_record < :to order by from_record")
                .param("chain", chain)
                .param("from", from)
                .param("to", to)
                .query((row, _) -> new Segment(
                        row.getLong("from_record"), row.getLong("to_record"), Bytes.of(row.getBytes("sha256"))))
                .list();
    }

    /** The bytes of a segment. */
    Bytes content(ImaBoot boot, int chain, Segment segment) {
        Bytes content = of(boot, "select size, deflated" + OF_BOOT + " and chain = :chain and from_record = :from")
                .param("chain", chain)
                .param("from", segment.from())
                .query((row, _) -> Deflated.inflate(row.getBytes("deflated"), row.getInt("size")))
                .single();
        if (!HashAlgorithm.SHA256.hash(content).equals(segment.sha256())) {
            throw new IllegalStateException("a stored segment is not what its digest says");
        }
        return content;
    }

    /** Adds what follows the last segment of a chain, or begins one. */
    void add(ImaBoot boot, int chain, long from, ImaCheckpoint to, Bytes content, UUID attestation, Instant now) {
        jdbc.sql("""
                insert into ima_segment (host_id, ak_name, reset_count, restart_count, chain, from_record, to_record,
                    size, sha256, deflated, pcr_values, attestation_id, stored_at)
                values (:host, :ak, :reset, :restart, :chain, :from, :to, :size, :sha256, :deflated, :values::jsonb,
                    :attestation, :now)""")
                .params(key(boot))
                .param("chain", chain)
                .param("from", from)
                .param("to", to.records())
                .param("size", content.length())
                .param("sha256", HashAlgorithm.SHA256.hash(content).toArray())
                .param("deflated", Deflated.of(content))
                .param("values", values(to))
                .param("attestation", attestation)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private JdbcClient.StatementSpec of(ImaBoot boot, String sql) {
        return jdbc.sql(sql).params(key(boot));
    }

    private static Map<String, Object> key(ImaBoot boot) {
        return Map.of(
                "host", boot.host(),
                "ak", boot.akName().toArray(),
                "reset", boot.resetCount(),
                "restart", boot.restartCount());
    }

    private String values(ImaCheckpoint checkpoint) {
        Map<String, String> values = new TreeMap<>();
        checkpoint.values().forEach((bank, value) -> values.put(bank.bank(), value.toHex()));
        return json.writeValueAsString(values);
    }

    private ImaCheckpoint checkpoint(ResultSet row) throws SQLException {
        Map<HashAlgorithm, Bytes> values = new EnumMap<>(HashAlgorithm.class);
        json.readValue(row.getString("pcr_values"), VALUES)
                .forEach((bank, value) -> values.put(HashAlgorithm.ofBank(bank).orElseThrow(), Bytes.ofHex(value)));
        return new ImaCheckpoint(row.getLong("to_record"), values);
    }
}
