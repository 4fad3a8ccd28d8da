package dev.touchstone.agent.config;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the server last said of this host: {@code last-verdict.json}. For people on the host; nothing here proves it.
 *
 * @param verdict the verdict in the server's word
 * @param reasons why, one line each
 * @param receivedAt by this host's clock
 * @param validUntil by the server's
 */
public record LastVerdict(
        String verdict,
        List<String> reasons,
        Instant receivedAt,
        @Nullable Instant validUntil) {

    public LastVerdict {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(receivedAt, "receivedAt");
        reasons = List.copyOf(reasons);
    }
}
