package dev.touchstone.server.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a token besides its secret. Also its form on the wire.
 *
 * @param consumer the consumer of decisions it speaks for
 */
public record AccessToken(
        UUID id,
        String name,
        Set<Scope> scopes,
        boolean bootstrap,
        Instant createdAt,
        String createdBy,
        @JsonIgnore @Nullable String responsible,
        @Nullable String consumer,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {

    /** Whether it opens anything at this moment. */
    public boolean isValidAt(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    Caller caller() {
        return new Caller(
                name,
                scopes,
                bootstrap,
                false,
                false,
                responsible == null ? createdBy : responsible,
                Optional.ofNullable(consumer));
    }
}
