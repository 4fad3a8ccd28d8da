package dev.touchstone.server.host;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.bytes.Bytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads rows of {@code host}. */
@Component
class HostRows implements RowMapper<HostRecord> {

    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private static final TypeReference<Map<String, Integer>> VERSIONS = new TypeReference<>() {};

    private final JsonMapper json;

    HostRows(JsonMapper json) {
        this.json = json;
    }

    @Override
    public HostRecord mapRow(ResultSet row, int number) throws SQLException {
        return new HostRecord(
                row.getObject("id", UUID.class),
                text(row, "name"),
                text(row, "name_source"),
                labels(row, "labels"),
                text(row, "labels_source"),
                row.getString("claimed_name"),
                labels(row, "claimed_labels"),
                HostState.valueOf(row.getString("state")),
                text(row, "waiting_for"),
                Bytes.of(row.getBytes("ek_name")),
                Bytes.of(row.getBytes("ek_spki_sha256")),
                Bytes.of(row.getBytes("ak_name")),
                Bytes.of(row.getBytes("ak_public")),
                row.getString("identity"),
                row.getString("identity_detail"),
                Verdict.valueOf(row.getString("verdict")),
                row.getObject("verdict_since", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("last_attestation", UUID.class)),
                instant(row, "evidence_issued_at"),
                instant(row, "evidence_valid_until"),
                highWater(row),
                row.getBoolean("rolled_back"),
                json.readValue(row.getString("matched"), VERSIONS),
                Optional.ofNullable(row.getObject("trusted_attestation", UUID.class)),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private Map<String, String> labels(ResultSet row, String column) throws SQLException {
        return json.readValue(row.getString(column), LABELS);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static Optional<HighWater> highWater(ResultSet row) throws SQLException {
        @Nullable Long reset = row.getObject("reset_count", Long.class);
        return reset == null
                ? Optional.empty()
                : Optional.of(new HighWater(reset, row.getLong("restart_count"), row.getLong("clock")));
    }
}
