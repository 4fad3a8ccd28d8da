package dev.touchstone.server.change;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One approval. Also its form on the wire.
 *
 * @param exemption why it needed no second person; absent where there was one
 * @param reason what the approver had to say
 */
public record Approval(
        String approver,
        Instant at,
        @Nullable String exemption,
        @Nullable String reason) {}
