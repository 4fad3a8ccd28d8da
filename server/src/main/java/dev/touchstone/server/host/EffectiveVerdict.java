package dev.touchstone.server.host;

import dev.touchstone.appraisal.Verdict;
import java.time.Instant;

/** A verdict as it stands at a moment: what evidence showed, aged, and held against the host's state. */
public enum EffectiveVerdict {
    TRUSTED,
    DRIFTED,
    REJECTED,
    /** The last evidence is older than allowed: computed when read, never by a job. */
    STALE,
    PENDING;

    /** What {@code host} is worth at {@code now}. */
    public static EffectiveVerdict of(HostRecord host, Instant now) {
        return of(host.inForce(), now);
    }

    /**
     * What a verdict is worth at {@code now}. REJECTED does not age away; a host nobody approves of, or not any more,
     * is PENDING whatever it proves.
     */
    public static EffectiveVerdict of(VerdictInForce host, Instant now) {
        if (host.verdict() == Verdict.REJECTED) {
            return REJECTED;
        }
        if (!host.state().admitted()) {
            return PENDING;
        }
        boolean aged =
                host.evidenceValidUntil().map(until -> !now.isBefore(until)).orElse(false);
        return switch (host.verdict()) {
            case TRUSTED -> aged ? STALE : TRUSTED;
            case DRIFTED -> aged ? STALE : DRIFTED;
            case PENDING -> aged ? STALE : PENDING;
            case REJECTED -> REJECTED;
        };
    }
}
