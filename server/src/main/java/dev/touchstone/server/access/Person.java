package dev.touchstone.server.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a person besides the password. Also its form on the wire.
 *
 * @param mustChangePassword whether somebody else knows the password, so that nothing but changing it is allowed
 */
public record Person(
        String name,
        Set<Role> roles,
        boolean mustChangePassword,
        Instant createdAt,
        String createdBy,
        @Nullable Instant firstSignedInAt,
        @Nullable Instant lastSignedInAt,
        @Nullable Instant lockedUntil,
        @Nullable Instant disabledAt) {

    /** The person as a caller who gave the password in this very request. */
    Caller caller() {
        Set<Scope> scopes = roles.stream().map(Role::scope).collect(Collectors.toSet());
        return mustChangePassword
                ? new Caller(name, Set.of(), false, true, false, name, Optional.empty())
                : new Caller(name, scopes, false, true, roles.contains(Role.APPROVER), name, Optional.empty());
    }
}
