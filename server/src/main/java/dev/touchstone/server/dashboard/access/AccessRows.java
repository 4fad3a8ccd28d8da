package dev.touchstone.server.dashboard.access;

import dev.touchstone.server.access.AccessToken;
import dev.touchstone.server.access.Person;
import dev.touchstone.server.access.Role;
import dev.touchstone.server.access.Scope;
import dev.touchstone.server.access.WebSession;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People, tokens and sessions as lists show them. */
final class AccessRows {

    private AccessRows() {}

    /**
     * A person.
     *
     * @param state {@code disabled}, {@code locked}, {@code first password} or {@code active}
     */
    record PersonRow(
            String name,
            List<String> roles,
            String state,
            @Nullable Stamp lockedUntil,
            @Nullable Stamp first,
            @Nullable Stamp last,
            boolean disabled) {

        static PersonRow of(Person person, Instant now) {
            Instant locked = person.lockedUntil();
            boolean isLocked = locked != null && locked.isAfter(now);
            return new PersonRow(
                    person.name(),
                    person.roles().stream().map(Role::word).toList(),
                    state(person, isLocked),
                    isLocked ? Stamp.of(locked) : null,
                    Stamp.of(person.firstSignedInAt()),
                    Stamp.of(person.lastSignedInAt()),
                    person.disabledAt() != null);
        }

        private static String state(Person person, boolean locked) {
            if (person.disabledAt() != null) {
                return "disabled";
            }
            if (locked) {
                return "locked";
            }
            return person.mustChangePassword() ? "first password" : "active";
        }
    }

    /**
     * A token.
     *
     * @param state whether it is valid, and why not
     */
    record TokenRow(
            UUID id,
            String name,
            List<String> scopes,
            String state,
            String by,
            @Nullable Stamp created,
            @Nullable Stamp expires,
            @Nullable Stamp used) {

        static TokenRow of(AccessToken token, Instant now) {
            String otherwise = token.revokedAt() == null ? "expired" : "revoked";
            return new TokenRow(
                    token.id(),
                    token.name(),
                    words(token.scopes()),
                    token.isValidAt(now) ? "valid" : otherwise,
                    token.createdBy(),
                    Stamp.of(token.createdAt()),
                    Stamp.of(token.expiresAt()),
                    Stamp.of(token.lastUsedAt()));
        }

        private static List<String> words(Set<Scope> scopes) {
            return scopes.stream().sorted().map(Scope::word).toList();
        }
    }

    /** A session of one's own. */
    record SessionRow(
            UUID id,
            boolean current,
            String source,
            String agent,
            @Nullable Stamp began,
            @Nullable Stamp used) {

        static SessionRow of(WebSession session, UUID current) {
            return new SessionRow(
                    session.id(),
                    session.id().equals(current),
                    session.source(),
                    session.agent(),
                    Stamp.of(session.createdAt()),
                    Stamp.of(session.lastUsedAt()));
        }
    }
}
