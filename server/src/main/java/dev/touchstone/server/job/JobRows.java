package dev.touchstone.server.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads rows of {@code job}. */
@Component
class JobRows implements RowMapper<JobRecord> {

    private final JsonMapper json;

    JobRows(JsonMapper json) {
        this.json = json;
    }

    @Override
    public JobRecord mapRow(ResultSet row, int number) throws SQLException {
        return new JobRecord(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                json.readTree(row.getString("params")),
                JobState.ofWord(row.getString("state")),
                row.getInt("run"),
                total(row),
                row.getLong("done"),
                Optional.ofNullable(row.getString("position")),
                row.getString("message"),
                Optional.ofNullable(row.getString("result")).map(json::readTree),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("created_by"),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                row.getBoolean("cancel_requested"));
    }

    private static OptionalLong total(ResultSet row) throws SQLException {
        long total = row.getLong("total");
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(total);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
