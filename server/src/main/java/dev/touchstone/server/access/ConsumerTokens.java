package dev.touchstone.server.access;

import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes and ends the tokens of consumers of decisions, in their registry's transactions. */
@Component
public class ConsumerTokens {

    private final AccessTokens tokens;
    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final Clock clock;

    ConsumerTokens(AccessTokens tokens, JdbcClient jdbc, AuditLog audit, Clock clock) {
        this.tokens = tokens;
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A token, shown once.
     *
     * @param id names it in the list of access tokens, and to revoke it
     * @param token the secret
     */
    public record Issued(UUID id, String token) {

        /** Never the secret. */
        @Override
        public String toString() {
            return id.toString();
        }
    }

    /** Makes a token that may ask for decisions as this consumer, and nothing else. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Issued issue(String consumer, Optional<Instant> expiresAt, Caller by) {
        if (expiresAt.filter(at -> !at.isAfter(clock.instant())).isPresent()) {
            throw new Refusal(422, "expiry-in-the-past", "A token must expire in the future, or never.");
        }
        if (tokens.isPersons(consumer)) {
            throw new Refusal(409, "token-name-taken", "A person has this name.");
        }
        String token = TokenText.random();
        AccessToken created = tokens.insert(
                token,
                consumer,
                Set.of(Scope.ADMISSION),
                false,
                new AccessTokens.Maker(by.name(), by.responsible()),
                expiresAt.orElse(null),
                consumer);
        audit.record(by.name(), "access-token.create", "access-token/" + created.id(), null, created);
        return new Issued(created.id(), token);
    }

    /** Revokes all that a consumer has. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void revokeAll(String consumer, Caller by) {
        List<AccessToken> ended = jdbc.sql("""
                update access_token set revoked_at = :now where consumer = :consumer and revoked_at is null
                returning *""")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("consumer", consumer)
                .query(AccessTokens::read)
                .list();
        ended.forEach(
                token -> audit.record(by.name(), "access-token.revoke", "access-token/" + token.id(), token, null));
    }
}
