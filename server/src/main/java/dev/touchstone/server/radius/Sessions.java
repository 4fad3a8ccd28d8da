package dev.touchstone.server.radius;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Remembers who was let in where, for as long as a NAS goes on with it. */
@Component
class Sessions {

    /** The most of one host: what is older was left without a word. */
    private static final int PER_HOST = 16;

    private final JdbcClient jdbc;
    private final Clock clock;

    Sessions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Remembers a session, unless its host has changed since the decision: what changes after this orders its end.
     *
     * @return whether it may go on
     */
    @Transactional
    public boolean begin(Session session) {
        if (!stands(session)) {
            return false;
        }
        UUID id = write(session);
        // Its NAS has asked anew and is told how things stand: what was ordered before is done.
        jdbc.sql("delete from radius_order where session_id = ?").param(id).update();
        jdbc.sql("""
                delete from radius_session where host_id = :host and id not in (
                    select id from radius_session where host_id = :host order by admitted_at desc, id limit :most)""").param("host", session.host()).param("most", PER_HOST).update();
        return true;
    }

    /** Held against change, so that no verdict slips in between this look and the session. */
    private boolean stands(Session session) {
        return jdbc.sql("""
                select not radius_session_ends(:decision, :verdict, false, verdict, state) from host where id = :host for share""")
                .param("decision", session.decision())
                .param("verdict", session.verdict())
                .param("host", session.host())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    private UUID write(Session session) {
        return jdbc.sql("""
                insert into radius_session (id, consumer, nas, calling_station, acct_session, user_name, host_id,
                    decision, verdict, waived, admitted_at, until)
                values (:id, :consumer, :nas, :station, :session, :user, :host, :decision, :verdict, :waived, :at, :until)
                on conflict on constraint radius_session_of_nas do update set user_name = excluded.user_name,
                    host_id = excluded.host_id, decision = excluded.decision, verdict = excluded.verdict,
                    waived = excluded.waived, moved = false, admitted_at = excluded.admitted_at, until = excluded.until
                returning id""")
                .param("id", session.id())
                .param("consumer", session.key().consumer())
                .param("nas", session.key().nas())
                .param("station", session.key().callingStation())
                .param("session", session.key().acctSession())
                .param("user", session.userName())
                .param("host", session.host())
                .param("decision", session.decision())
                .param("verdict", session.verdict())
                .param("waived", session.waived())
                .param("at", session.admittedAt().atOffset(ZoneOffset.UTC))
                .param("until", session.until().atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
    }

    /** Forgets a session whose NAS has asked anew and was told otherwise. */
    void forget(Session.Key key) {
        jdbc.sql("""
                delete from radius_session where consumer = :consumer and nas = :nas and calling_station = :station
                    and acct_session = :session""")
                .param("consumer", key.consumer())
                .param("nas", key.nas())
                .param("station", key.callingStation())
                .param("session", key.acctSession())
                .update();
    }

    void forget(UUID id) {
        jdbc.sql("delete from radius_session where id = ?").param(id).update();
    }

    Optional<Session> find(UUID id) {
        return jdbc.sql("select * from radius_session where id = ?")
                .param(id)
                .query(Sessions::read)
                .optional();
    }

    /** Those that a waiver let in, and that nothing is ordered of yet. */
    List<Session> waived() {
        return jdbc.sql("""
                select s.* from radius_session s where s.waived
                    and not exists (select from radius_order o where o.session_id = s.id)""").query(Sessions::read).list();
    }

    /** A session its NAS has put into quarantine. */
    void quarantined(UUID id) {
        jdbc.sql("update radius_session set decision = 'quarantine', waived = false, moved = true where id = ?")
                .param(id)
                .update();
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void forgetEnded() {
        jdbc.sql("delete from radius_session where until < ?")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    static Session read(ResultSet row, int number) throws SQLException {
        return new Session(
                row.getObject("id", UUID.class),
                new Session.Key(
                        row.getString("consumer"),
                        row.getString("nas"),
                        row.getString("calling_station"),
                        row.getString("acct_session")),
                row.getString("user_name"),
                row.getObject("host_id", UUID.class),
                row.getString("decision"),
                row.getString("verdict"),
                row.getBoolean("waived"),
                row.getObject("admitted_at", OffsetDateTime.class).toInstant(),
                row.getObject("until", OffsetDateTime.class).toInstant());
    }
}
