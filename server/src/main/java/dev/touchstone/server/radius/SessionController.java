package dev.touchstone.server.radius;

import dev.touchstone.server.problem.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/radius/sessions}: who is in where, and what was ordered of it. */
@RestController
class SessionController {

    private static final int MAX_LIMIT = 500;

    private final JdbcClient jdbc;

    SessionController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Sessions, the latest first. */
    record SessionList(List<SessionView> sessions) {}

    /**
     * A session.
     *
     * @param until when its NAS asks again
     * @param order why it must not go on as it is; absent if nothing was ordered
     * @param failure why that was given up
     */
    record SessionView(
            UUID hostId,
            String nas,
            String consumer,
            String callingStation,
            String acctSession,
            String userName,
            String decision,
            boolean waived,
            Instant admittedAt,
            Instant until,
            @Nullable String order,
            @Nullable Integer attempts,
            @Nullable String failure) {}

    @GetMapping("/api/v1/radius/sessions")
    SessionList listRadiusSessions(@RequestParam Optional<UUID> host, @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new Refusal(400, "limit-invalid", "limit is 1 to " + MAX_LIMIT + ".");
        }
        return new SessionList(jdbc.sql("""
                select s.*, o.reason, o.attempts, nullif(o.failure, '') as failure
                from radius_session s left join radius_order o on o.session_id = s.id
                where cast(:host as uuid) is null or s.host_id = :host
                order by s.admitted_at desc, s.id limit :limit""")
                .param("host", host.orElse(null))
                .param("limit", limit)
                .query(SessionController::view)
                .list());
    }

    private static SessionView view(ResultSet row, int number) throws SQLException {
        Session session = Sessions.read(row, number);
        return new SessionView(
                session.host(),
                session.key().nas(),
                session.key().consumer(),
                session.key().callingStation(),
                session.key().acctSession(),
                session.userName(),
                session.decision(),
                session.waived(),
                session.admittedAt(),
                session.until(),
                row.getString("reason"),
                row.getObject("attempts", Integer.class),
                row.getString("failure"));
    }
}
