package dev.touchstone.server.fleet;

import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.VerdictInForce;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a host is selected, counted and sorted by.
 *
 * @param name the granted one or, until there is one, the claimed one
 * @param granted whether anybody granted the name
 * @param labels granted; hosts with the same labels share them
 * @param sets the version of each reference set that its last TRUSTED boot was of
 * @param cluster the drift cluster it is a member of
 */
public record ListedHost(
        UUID id,
        String name,
        boolean granted,
        VerdictInForce inForce,
        Instant verdictSince,
        Map<String, String> labels,
        String identity,
        Map<String, Integer> sets,
        Optional<Long> cluster) {

    /** What its verdict is worth at {@code now}. */
    public EffectiveVerdict verdict(Instant now) {
        return EffectiveVerdict.of(inForce, now);
    }

    /** When it last came to be what it is now; time itself makes a host STALE. */
    Instant changedAt(Instant now) {
        return verdict(now) == EffectiveVerdict.STALE
                ? inForce.evidenceValidUntil().orElse(verdictSince)
                : verdictSince;
    }

    ListedHost asFreshAs(ListedHost other) {
        VerdictInForce aged = new VerdictInForce(
                inForce.state(),
                inForce.verdict(),
                other.inForce.evidenceIssuedAt(),
                other.inForce.evidenceValidUntil());
        return new ListedHost(id, name, granted, aged, verdictSince, labels, identity, sets, cluster);
    }
}
