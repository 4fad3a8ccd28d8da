package dev.touchstone.server.admission;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * A policy engine, and what it wants of decisions.
 *
 * @param name in the audit log and on metrics
 * @param mode whether decisions are enforced
 * @param maximumEvidenceAge evidence older than this counts as STALE, however long it is valid
 * @param outage what is decided while this server cannot assure that what it knows is current
 * @param allowedBindings the bindings good for an allow; any other is quarantined at most
 */
public record Consumer(
        String name, Mode mode, Duration maximumEvidenceAge, Decision outage, Set<Binding> allowedBindings) {

    /** Who asks with a token that belongs to no consumer. */
    static final Consumer DEFAULT = new Consumer(
            "default",
            Mode.ENFORCE,
            Duration.ofDays(366),
            Decision.QUARANTINE,
            Set.of(Binding.CERTIFICATE, Binding.INVENTORY));

    public Consumer {
        allowedBindings = Set.copyOf(allowedBindings);
        if (outage == Decision.ALLOW) {
            throw new IllegalArgumentException("an outage allows nobody");
        }
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
}
