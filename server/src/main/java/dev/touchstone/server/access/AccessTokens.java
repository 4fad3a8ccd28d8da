package dev.touchstone.server.access;

import dev.touchstone.bytes.Bytes;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The access tokens of the database. They are found by their digest, so no comparison depends on a secret's bytes; a
 * token that is expired or revoked is as unknown as one that never was.
 */
@Repository
class AccessTokens {

    private static final Duration USE_RECORDED_EVERY = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final RememberedTokens remembered;
    private final Clock clock;

    AccessTokens(JdbcClient jdbc, RememberedTokens remembered, Clock clock) {
        this.jdbc = jdbc;
        this.remembered = remembered;
        this.clock = clock;
    }

    /** Who holds {@code token}, if anyone may. */
    Optional<TokenAuthentication> authenticate(String token) {
        if (!TokenText.isWellFormed(token)) {
            return Optional.empty();
        }
        Bytes digest = TokenText.digest(token);
        Instant now = clock.instant();
        return remembered
                .use(digest)
                .or(() -> stored(digest, now))
                .filter(known -> known.isValidAt(now))
                .map(known -> new TokenAuthentication(known.id(), known.caller()));
    }

    private Optional<AccessToken> stored(Bytes digest, Instant now) {
        Optional<AccessToken> found = jdbc.sql("select * from access_token where token_sha256 = ?")
                .param(digest.toArray())
                .query(AccessTokens::read)
                .optional();
        found.filter(known -> known.isValidAt(now)).ifPresent(known -> recordUse(known, now));
        return found;
    }

    /** The token a session began with, if it may go on. */
    Optional<AccessToken> findValid(UUID id) {
        return find(id).filter(token -> token.isValidAt(clock.instant()));
    }

    Optional<AccessToken> find(UUID id) {
        return jdbc.sql("select * from access_token where id = ?")
                .param(id)
                .query(AccessTokens::read)
                .optional();
    }

    List<AccessToken> list() {
        return jdbc.sql("select * from access_token order by created_at, id")
                .query(AccessTokens::read)
                .list();
    }

    /**
     * Who makes a token.
     *
     * @param name the caller
     * @param responsible the person behind it
     */
    record Maker(String name, String responsible) {}

    /** Whether a person has this name: the audit log must not take a token for one. */
    boolean isPersons(String name) {
        return jdbc.sql("select exists (select from person where name = lower(?))")
                .param(name)
                .query(Boolean.class)
                .single();
    }

    AccessToken insert(
            String token, String name, Set<Scope> scopes, boolean bootstrap, Maker by, @Nullable Instant expiresAt) {
        return insert(token, name, scopes, bootstrap, by, expiresAt, null);
    }

    AccessToken insert(
            String token,
            String name,
            Set<Scope> scopes,
            boolean bootstrap,
            Maker by,
            @Nullable Instant expiresAt,
            @Nullable String consumer) {
        var created = new AccessToken(
                UUID.randomUUID(),
                name,
                scopes,
                bootstrap,
                clock.instant(),
                by.name(),
                by.responsible(),
                consumer,
                expiresAt,
                null,
                null);
        jdbc.sql("""
                insert into access_token
                    (id, name, token_sha256, scopes, bootstrap, created_at, created_by, responsible, expires_at, consumer)
                values (:id, :name, :digest, string_to_array(:scopes, ','), :bootstrap, :at, :by, :responsible,
                    :expires, :consumer)""")
                .param("consumer", consumer)
                .param("id", created.id())
                .param("name", name)
                .param("digest", TokenText.digest(token).toArray())
                .param("scopes", scopes.stream().map(Scope::word).collect(Collectors.joining(",")))
                .param("bootstrap", bootstrap)
                .param("at", atUtc(created.createdAt()))
                .param("by", by.name())
                .param("responsible", by.responsible())
                .param("expires", expiresAt == null ? null : atUtc(expiresAt))
                .update();
        return created;
    }

    boolean hasBootstrap() {
        return jdbc.sql("select exists (select from access_token where bootstrap)")
                .query(Boolean.class)
                .single();
    }

    /** Whether there was such a token to revoke. */
    boolean revoke(UUID id) {
        return jdbc.sql("update access_token set revoked_at = :at where id = :id and revoked_at is null")
                        .param("at", atUtc(clock.instant()))
                        .param("id", id)
                        .update()
                == 1;
    }

    /** At most once a minute: a busy policy engine must not rewrite one row thousands of times a second. */
    private void recordUse(AccessToken token, Instant now) {
        Instant last = token.lastUsedAt();
        Instant due = now.minus(USE_RECORDED_EVERY);
        if (last == null || last.isBefore(due)) {
            jdbc.sql("""
                    update access_token set last_used_at = :now
                    where id = :id and (last_used_at is null or last_used_at < :due)""")
                    .param("now", atUtc(now))
                    .param("id", token.id())
                    .param("due", atUtc(due))
                    .update();
        }
    }

    static AccessToken read(ResultSet row, int number) throws SQLException {
        return new AccessToken(
                row.getObject("id", UUID.class),
                row.getString("name"),
                scopes(row.getArray("scopes")),
                row.getBoolean("bootstrap"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("created_by"),
                row.getString("responsible"),
                row.getString("consumer"),
                instant(row, "expires_at"),
                instant(row, "revoked_at"),
                instant(row, "last_used_at"));
    }

    private static Set<Scope> scopes(Array column) throws SQLException {
        return Arrays.stream((String[]) column.getArray()).map(Scope::ofWord).collect(Collectors.toSet());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime atUtc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
