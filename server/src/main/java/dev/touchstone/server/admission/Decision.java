package dev.touchstone.server.admission;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.HostState;
import java.util.Locale;

/** What to do with a host. */
public enum Decision {
    ALLOW,
    /** Into a network from which it can still reach us, or it could never come back. */
    QUARANTINE,
    DENY;

    /** The word on the wire. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The default table (design §6). */
    public static Decision of(HostRecord host, EffectiveVerdict verdict) {
        return isOut(host.state()) ? DENY : byDefault(verdict);
    }

    /** Whether nobody can want such a host. */
    static boolean isOut(HostState state) {
        return state == HostState.REVOKED || state == HostState.RETIRED;
    }

    /** The same of a host that somebody stands by. */
    static Decision byDefault(EffectiveVerdict verdict) {
        return switch (verdict) {
            case TRUSTED -> ALLOW;
            case DRIFTED, STALE, PENDING -> QUARANTINE;
            case REJECTED -> DENY;
        };
    }

    /** The stricter of two. */
    Decision atMost(Decision limit) {
        return compareTo(limit) >= 0 ? this : limit;
    }
}
