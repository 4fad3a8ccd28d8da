package dev.touchstone.server.access;

import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes and revokes access tokens, each on record. */
@Service
public class TokenAdministration {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9 ._@-]{0,126}[A-Za-z0-9])?");

    private final AccessTokens tokens;
    private final AuditLog audit;
    private final Clock clock;

    TokenAdministration(AccessTokens tokens, AuditLog audit, Clock clock) {
        this.tokens = tokens;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A token, shown once.
     *
     * @param id names it in the list and to revoke it
     * @param token the secret
     */
    public record CreatedToken(UUID id, String token) {

        /** Never the secret. */
        @Override
        public String toString() {
            return id.toString();
        }
    }

    /** All there are and ever were, by when they were made. */
    public List<AccessToken> list() {
        return tokens.list();
    }

    /**
     * Makes a token.
     *
     * @param expiresAt when it ends; never, if null
     */
    @Transactional
    public CreatedToken create(String name, Set<Scope> scopes, @Nullable Instant expiresAt, Caller by) {
        if (!NAME.matcher(name).matches() || scopes.isEmpty()) {
            throw new Refusal(400, "token-invalid", "A token has a name of letters, digits and a scope at least.");
        }
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            throw new Refusal(422, "expiry-in-the-past", "A token must expire in the future, or never.");
        }
        if (tokens.isPersons(name)) {
            throw new Refusal(409, "token-name-taken", "A person has this name.");
        }
        String token = TokenText.random();
        var maker = new AccessTokens.Maker(by.name(), by.responsible());
        AccessToken created = tokens.insert(token, name, scopes, false, maker, expiresAt);
        audit.record(by.name(), "access-token.create", "access-token/" + created.id(), null, created);
        return new CreatedToken(created.id(), token);
    }

    /** Ends a token, and every session that began with it. */
    @Transactional
    public void revoke(UUID id, Caller by) {
        AccessToken before = tokens.find(id).orElseThrow(() -> Refusal.notFound("There is no such access token."));
        if (tokens.revoke(id)) {
            audit.record(by.name(), "access-token.revoke", "access-token/" + id, before, null);
        }
    }
}
