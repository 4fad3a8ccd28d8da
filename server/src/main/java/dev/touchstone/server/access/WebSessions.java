package dev.touchstone.server.access;

import dev.touchstone.bytes.Bytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** The sessions of the database, which every replica shares and no restart ends. One past its limits is unknown. */
@Repository
class WebSessions {

    /** A page may refresh parts of itself every second; its session's row is not rewritten as often. */
    private static final Duration USE_RECORDED_EVERY = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final SessionProperties limits;
    private final Clock clock;

    WebSessions(JdbcClient jdbc, SessionProperties limits, Clock clock) {
        this.jdbc = jdbc;
        this.limits = limits;
        this.clock = clock;
    }

    void insert(WebSession session, Bytes digest) {
        jdbc.sql("""
                insert into web_session
                    (id, secret_sha256, person, token_id, created_at, last_used_at, confirmed_at, source, agent)
                values (:id, :digest, :person, :token, :created, :created, :confirmed, :source, :agent)""")
                .param("id", session.id())
                .param("digest", digest.toArray())
                .param("person", session.person())
                .param("token", session.tokenId())
                .param("created", atUtc(session.createdAt()))
                .param("confirmed", session.confirmedAt() == null ? null : atUtc(session.confirmedAt()))
                .param("source", session.source())
                .param("agent", session.agent())
                .update();
    }

    /** The session whose cookie has this digest, if it still lasts. */
    Optional<WebSession> use(Bytes digest) {
        Instant now = clock.instant();
        Optional<WebSession> found = jdbc.sql("""
                select * from web_session
                where secret_sha256 = :digest and created_at > :began and last_used_at > :used""")
                .param("digest", digest.toArray())
                .param("began", atUtc(now.minus(limits.absolute())))
                .param("used", atUtc(now.minus(limits.idle())))
                .query(WebSessions::read)
                .optional();
        found.filter(session -> session.lastUsedAt().isBefore(now.minus(USE_RECORDED_EVERY)))
                .ifPresent(session -> set("last_used_at", session.id(), now));
        return found;
    }

    /** Those of a person that still last, the last used first. */
    List<WebSession> of(String person) {
        Instant now = clock.instant();
        return jdbc.sql("""
                select * from web_session where person = :person and created_at > :began and last_used_at > :used
                order by last_used_at desc, id""")
                .param("person", person)
                .param("began", atUtc(now.minus(limits.absolute())))
                .param("used", atUtc(now.minus(limits.idle())))
                .query(WebSessions::read)
                .list();
    }

    void confirm(UUID id, Instant now) {
        set("confirmed_at", id, now);
    }

    private void set(String column, UUID id, Instant now) {
        jdbc.sql("update web_session set " + column + " = ? where id = ?")
                .params(atUtc(now), id)
                .update();
    }

    void end(Bytes digest) {
        jdbc.sql("delete from web_session where secret_sha256 = ?")
                .param(digest.toArray())
                .update();
    }

    /** Ends one of a person's own. */
    void end(UUID id, String person) {
        jdbc.sql("delete from web_session where id = ? and person = ?")
                .params(id, person)
                .update();
    }

    /** Keeps what the next page shows. */
    void keep(UUID id, byte[] sealed) {
        jdbc.sql("update web_session set shown_once = ? where id = ?")
                .params(sealed, id)
                .update();
    }

    /** Gives it out, and has it no more. */
    Optional<byte[]> take(UUID id) {
        return jdbc.sql("""
                with was as (
                    select id, shown_once from web_session where id = ? and shown_once is not null for update)
                update web_session s set shown_once = null from was where s.id = was.id returning was.shown_once""").param(id).query((row, _) -> row.getBytes(1)).optional();
    }

    @Scheduled(initialDelay = 5, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    int forgetEnded() {
        Instant now = clock.instant();
        return jdbc.sql("delete from web_session where created_at <= :began or last_used_at <= :used")
                .param("began", atUtc(now.minus(limits.absolute())))
                .param("used", atUtc(now.minus(limits.idle())))
                .update();
    }

    private static WebSession read(ResultSet row, int number) throws SQLException {
        return new WebSession(
                row.getObject("id", UUID.class),
                row.getString("person"),
                row.getObject("token_id", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_used_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("confirmed_at", OffsetDateTime.class)),
                row.getString("source"),
                row.getString("agent"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime atUtc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
