package dev.touchstone.server.drift;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member as the API shows it.
 *
 * @param since when it joined
 * @param bootSeen when its boot was first seen; absent where it drifted without one
 * @param attestation its last evidence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MemberView(
        UUID hostId,
        @Nullable String host,
        Instant since,
        @Nullable Instant bootSeen,
        List<String> grave,
        List<String> announced,
        String secureBoot,
        String dbx,
        @Nullable UUID attestation) {

    static MemberView of(ResultSet row) throws SQLException {
        return new MemberView(
                row.getObject("host_id", UUID.class),
                row.getString("name"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                ClusterRows.instant(row, "boot_seen").orElse(null),
                ClusterRows.texts(row, "grave"),
                ClusterRows.texts(row, "announced"),
                row.getString("secure_boot"),
                row.getString("dbx"),
                row.getObject("last_attestation", UUID.class));
    }
}
