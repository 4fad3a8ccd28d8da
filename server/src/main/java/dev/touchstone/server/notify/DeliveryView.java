package dev.touchstone.server.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of an event for one webhook, as the API shows it.
 *
 * @param event the event's id
 * @param state {@code pending}, {@code delivered} or {@code dead}
 * @param attempts how often it was sent, over all
 * @param nextAt when it is tried again
 * @param detail what the last failure was
 */
record DeliveryView(
        long sequence,
        UUID event,
        String type,
        String subject,
        String state,
        int attempts,
        Instant queuedAt,
        @Nullable Instant triedAt,
        @Nullable Instant nextAt,
        @Nullable String detail) {

    static DeliveryView read(ResultSet row, int number) throws SQLException {
        String state = row.getString("state");
        String detail = row.getString("detail");
        return new DeliveryView(
                row.getLong("sequence"),
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getString("subject"),
                state,
                row.getInt("attempts"),
                row.getObject("queued_at", OffsetDateTime.class).toInstant(),
                instant(row, "tried_at"),
                state.equals("pending") ? instant(row, "due_at") : null,
                detail.isEmpty() ? null : detail);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
