package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.bytes.Bytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads rows of {@code attestation}. */
@Component
class AttestationRows implements RowMapper<AttestationRecord> {

    private static final TypeReference<List<ReasonView>> REASONS = new TypeReference<>() {};
    private static final TypeReference<List<Integer>> PCRS = new TypeReference<>() {};
    private static final TypeReference<List<NotCheckedEvents>> NOT_CHECKED = new TypeReference<>() {};
    private static final TypeReference<Map<String, Integer>> VERSIONS = new TypeReference<>() {};
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
    private static final TypeReference<Map<String, Map<String, String>>> VALUES = new TypeReference<>() {};

    private final JsonMapper json;

    AttestationRows(JsonMapper json) {
        this.json = json;
    }

    @Override
    public AttestationRecord mapRow(ResultSet row, int number) throws SQLException {
        return new AttestationRecord(
                row.getObject("id", UUID.class),
                row.getObject("host_id", UUID.class),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                row.getObject("valid_until", OffsetDateTime.class).toInstant(),
                row.getString("kind"),
                Verdict.valueOf(row.getString("verdict")),
                json.readValue(row.getString("reasons"), REASONS),
                json.readValue(row.getString("notes"), REASONS),
                json.readValue(row.getString("not_checked"), PCRS),
                json.readValue(row.getString("not_checked_events"), NOT_CHECKED),
                json.readValue(row.getString("matched"), VERSIONS),
                row.getLong("reset_count"),
                row.getLong("restart_count"),
                row.getLong("clock"),
                row.getString("firmware_version"),
                Bytes.of(row.getBytes("attest")),
                Bytes.of(row.getBytes("signature")),
                json.readValue(row.getString("pcrs"), VALUES),
                Bytes.of(row.getBytes("firmware_log")),
                Optional.ofNullable(row.getBytes("userspace_log")).map(Bytes::of),
                ima(row),
                json.readValue(row.getString("incomplete_logs"), NAMES),
                json.readValue(row.getString("reference_sets"), NAMES),
                row.getString("result"));
    }

    private static Optional<UsedIma> ima(ResultSet row) throws SQLException {
        int chain = row.getInt("ima_chain");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new UsedIma(chain, row.getLong("ima_from"), row.getLong("ima_to")));
    }

    Judgement judgement(ResultSet row) throws SQLException {
        return new Judgement(
                Verdict.valueOf(row.getString("verdict")), json.readValue(row.getString("reasons"), REASONS));
    }
}
