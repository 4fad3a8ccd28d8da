package dev.touchstone.server.host;

import dev.touchstone.appraisal.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a host's verdict is, and what it depends on besides: enough to say what it is worth at a moment.
 *
 * @param verdict by evidence
 * @param evidenceIssuedAt when the challenge of the evidence in force was issued
 * @param evidenceValidUntil when that evidence is too old
 */
public record VerdictInForce(
        HostState state, Verdict verdict, Optional<Instant> evidenceIssuedAt, Optional<Instant> evidenceValidUntil) {

    /** The same for somebody who takes no evidence older than {@code maximum}. */
    public VerdictInForce noOlderThan(Duration maximum) {
        Optional<Instant> limit = evidenceIssuedAt
                .map(issued -> issued.plus(maximum))
                .filter(at ->
                        evidenceValidUntil.filter(until -> !at.isBefore(until)).isEmpty());
        return limit.isEmpty() ? this : new VerdictInForce(state, verdict, evidenceIssuedAt, limit);
    }
}
