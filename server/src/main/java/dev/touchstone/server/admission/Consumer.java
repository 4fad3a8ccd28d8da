package dev.touchstone.server.admission;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.touchstone.server.host.EffectiveVerdict;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A policy engine, and what it wants of decisions.
 *
 * @param name in the audit log and on metrics
 * @param mode whether decisions are enforced
 * @param maximumEvidenceAge evidence older than this counts as STALE, however long it is valid
 * @param outage what is decided while this server cannot assure that what it knows is current
 * @param allowedBindings the bindings good for an allow; any other is quarantined at most
 * @param policy where it departs from {@link Decision#byDefault}
 * @param radius what a RADIUS server is told besides
 */
public record Consumer(
        String name,
        Mode mode,
        Duration maximumEvidenceAge,
        Decision outage,
        Set<Binding> allowedBindings,
        Map<EffectiveVerdict, Decision> policy,
        Radius radius) {

    /** Who asks with a token that belongs to no consumer. */
    public static final Consumer DEFAULT = new Consumer(
            "default",
            Mode.ENFORCE,
            Duration.ofDays(366),
            Decision.QUARANTINE,
            Set.of(Binding.CERTIFICATE, Binding.INVENTORY),
            Map.of(),
            Radius.NONE);

    public Consumer {
        allowedBindings = Set.copyOf(allowedBindings);
        policy = Map.copyOf(policy);
        if (outage == Decision.ALLOW) {
            throw new IllegalArgumentException("an outage allows nobody");
        }
        if (!policy.entrySet().stream().allMatch(e -> mayDecide(e.getKey(), e.getValue()))) {
            throw new IllegalArgumentException("a policy allows TRUSTED hosts alone, and denies them nothing else");
        }
    }

    /** Whether a policy may say so: only TRUSTED is ever allowed, and never kept from where it could attest. */
    static boolean mayDecide(EffectiveVerdict verdict, Decision decision) {
        return decision == Decision.QUARANTINE
                || decision == (verdict == EffectiveVerdict.TRUSTED ? Decision.ALLOW : Decision.DENY);
    }

    /** What it wants done with a host of this verdict that somebody stands by. */
    Decision on(EffectiveVerdict verdict) {
        return policy.getOrDefault(verdict, Decision.byDefault(verdict));
    }

    /** Whether decisions are enforced. */
    public enum Mode {
        /** Allows, and says what it would have decided. */
        MONITOR,
        ENFORCE;

        /** The word on the wire. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The networks a RADIUS server is told to put hosts into (RFC 3580 §3.31).
     *
     * @param allowVlan name or number, 1 to 32 of {@code A-Za-z0-9._-}; empty to say nothing of a network
     * @param quarantineVlan the same; empty if there is none, so that quarantine cannot be told from an allow
     */
    public record Radius(Optional<String> allowVlan, Optional<String> quarantineVlan) {

        /** No networks. */
        public static final Radius NONE = new Radius(Optional.empty(), Optional.empty());
    }
}
