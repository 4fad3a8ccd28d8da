package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.quote.Quote;
import dev.touchstone.server.host.HostRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads stored evidence: one by its id, or the last of many hosts at once. */
@Component
class StoredEvidenceRows implements RowMapper<StoredEvidence> {

    private static final String COLUMNS = """
            id, host_id, valid_until, verdict, matched, fingerprint, attest, signature, pcrs, reset_count, restart_count,
            firmware_log, userspace_log, ima_chain, ima_from, ima_to, claimed_facts""";

    private static final TypeReference<Map<String, Integer>> VERSIONS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Map<String, String>>> VALUES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    StoredEvidenceRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The evidence of one attestation. */
    Optional<StoredEvidence> find(UUID attestation) {
        return jdbc.sql("select " + COLUMNS + " from attestation where id = ?")
                .param(attestation)
                .query(this)
                .optional();
    }

    /** The last evidence of these hosts, by host; those without any are left out. */
    Map<UUID, StoredEvidence> lastOf(Collection<HostRecord> hosts) {
        UUID[] ids = hosts.stream().map(HostRecord::id).toArray(UUID[]::new);
        UUID[] last = hosts.stream().flatMap(h -> h.lastAttestation().stream()).toArray(UUID[]::new);
        Map<UUID, StoredEvidence> found = new HashMap<>();
        jdbc.sql("select " + COLUMNS + " from attestation where id = any(:last) and host_id = any(:ids)")
                .param("last", last)
                .param("ids", ids)
                .query(this)
                .list()
                .forEach(evidence -> found.put(evidence.host(), evidence));
        return found;
    }

    @Override
    public StoredEvidence mapRow(ResultSet row, int number) throws SQLException {
        JsonNode facts = json(row.getString("claimed_facts"));
        return new StoredEvidence(
                row.getObject("id", UUID.class),
                row.getObject("host_id", UUID.class),
                row.getObject("valid_until", OffsetDateTime.class).toInstant(),
                Verdict.valueOf(row.getString("verdict")),
                json.readValue(row.getString("matched"), VERSIONS),
                bytes(row, "fingerprint"),
                new Quote(Bytes.of(row.getBytes("attest")), Bytes.of(row.getBytes("signature")), values(row)),
                row.getLong("reset_count"),
                row.getLong("restart_count"),
                Bytes.of(row.getBytes("firmware_log")),
                bytes(row, "userspace_log"),
                ima(row),
                ReportedTexts.of(facts),
                ReportedFacts.cut(facts));
    }

    private @Nullable JsonNode json(@Nullable String text) {
        return text == null ? null : json.readTree(text);
    }

    private static Optional<Bytes> bytes(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getBytes(column)).map(Bytes::of);
    }

    private static Optional<UsedIma> ima(ResultSet row) throws SQLException {
        int chain = row.getInt("ima_chain");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new UsedIma(chain, row.getLong("ima_from"), row.getLong("ima_to")));
    }

    /** Values that are none verify as none: their digest is not the quoted one. */
    private PcrValues values(ResultSet row) throws SQLException {
        Map<HashAlgorithm, Map<Integer, Bytes>> values = new EnumMap<>(HashAlgorithm.class);
        json.readValue(row.getString("pcrs"), VALUES).forEach((bank, pcrs) -> {
            Map<Integer, Bytes> indexed = new HashMap<>();
            pcrs.forEach((pcr, value) -> indexed.put(Integer.valueOf(pcr), Bytes.ofHex(value)));
            values.put(HashAlgorithm.ofBank(bank).orElseThrow(), indexed);
        });
        try {
            return PcrValues.of(values);
        } catch (MalformedException _) {
            return PcrValues.NONE;
        }
    }
}
