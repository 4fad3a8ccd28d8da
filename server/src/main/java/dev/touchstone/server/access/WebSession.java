package dev.touchstone.server.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session of the pages, as one who may see it is told of it.
 *
 * @param id names it in lists; the secret of its cookie is not here
 * @param person whose it is; null if it began with a token
 * @param tokenId the token it began with
 * @param confirmedAt when the person last gave the password
 * @param source where it began
 * @param agent what its browser calls itself
 */
public record WebSession(
        UUID id,
        @Nullable String person,
        @Nullable UUID tokenId,
        Instant createdAt,
        Instant lastUsedAt,
        @Nullable Instant confirmedAt,
        String source,
        String agent) {}
