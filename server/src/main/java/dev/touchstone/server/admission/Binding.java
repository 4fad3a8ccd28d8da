package dev.touchstone.server.admission;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the party asked about is known to be the host. */
enum Binding {
    /** By its id here, which the asker keeps in its own inventory. */
    INVENTORY,
    /** By a name alone, which anything may call itself: quarantine at most. */
    NAME;

    /** The word on the wire. */
    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The most that this binding is good for. */
    Decision limit() {
        return switch (this) {
            case INVENTORY -> Decision.ALLOW;
            case NAME -> Decision.QUARANTINE;
        };
    }
}
