package dev.touchstone.server.drift;

import dev.touchstone.bytes.Bytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** Reads rows of {@code waiver}. */
@Component
class WaiverRows implements RowMapper<Waiver> {

    @Override
    public Waiver mapRow(ResultSet row, int number) throws SQLException {
        return new Waiver(
                row.getObject("id", UUID.class),
                row.getLong("cluster_id"),
                Bytes.of(row.getBytes("fingerprint")),
                row.getString("reason"),
                ClusterRows.instant(row, "granted_at").orElseThrow(),
                row.getString("granted_by"),
                ClusterRows.instant(row, "expires_at").orElseThrow(),
                ClusterRows.instant(row, "revoked_at"),
                row.getLong("hosts"));
    }
}
