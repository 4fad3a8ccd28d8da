package dev.touchstone.server.radius;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What sessions must not go on as they are. Most orders are written by the database itself as a host changes
 * ({@code V16__radius.sql}), so that none can be lost; each stays until its NAS has answered.
 */
@Component
class Orders {

    private final JdbcClient jdbc;
    private final Clock clock;

    Orders(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * An order taken up.
     *
     * @param disconnect whether the session must end
     * @param attempts how often it was taken up, this time included
     */
    record Order(UUID session, boolean disconnect, String reason, int attempts) {}

    /** Orders that the NAS move or end a session. */
    @Transactional
    public void order(UUID session, String reason) {
        jdbc.sql("""
                insert into radius_order (session_id, disconnect, reason, ordered_at, due_at)
                values (:session, false, :reason, :now, :now) on conflict (session_id) do nothing""")
                .param("session", session)
                .param("reason", reason)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Takes up what is due; no other replica does meanwhile. An order that nothing more is heard of is due again after
     * {@code lease}.
     */
    @Transactional
    public List<Order> claim(int most, Duration lease) {
        Instant now = clock.instant();
        return jdbc.sql("""
                update radius_order set due_at = :again, attempts = attempts + 1 where session_id in (
                    select session_id from radius_order where failed_at is null and due_at <= :now
                    order by due_at limit :most for update skip locked)
                returning *""")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("again", now.plus(lease).atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, _) -> new Order(
                        row.getObject("session_id", UUID.class),
                        row.getBoolean("disconnect"),
                        row.getString("reason"),
                        row.getInt("attempts")))
                .list();
    }

    /** Of no use any more: the session is over. */
    void drop(Order order) {
        jdbc.sql("delete from radius_order where session_id = ?")
                .param(order.session())
                .update();
    }

    /** Done as it was taken up; what became a stricter order meanwhile stays. */
    void done(Order order) {
        jdbc.sql("delete from radius_order where session_id = ? and disconnect = ?")
                .params(order.session(), order.disconnect())
                .update();
    }

    /** To be asked again, and with it all else of a NAS that does not answer. */
    void postpone(Order order, String nas, Duration wait) {
        jdbc.sql("""
                update radius_order o set due_at = greatest(o.due_at, cast(:then as timestamptz))
                from radius_session s where s.id = o.session_id and (o.session_id = :session or s.nas = :nas)""")
                .param("then", clock.instant().plus(wait).atOffset(ZoneOffset.UTC))
                .param("session", order.session())
                .param("nas", nas)
                .update();
    }

    /** Given up; shown until the session is over. */
    void fail(Order order, String why) {
        jdbc.sql("update radius_order set failed_at = :now, failure = :why where session_id = :session")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("why", why)
                .param("session", order.session())
                .update();
    }
}
