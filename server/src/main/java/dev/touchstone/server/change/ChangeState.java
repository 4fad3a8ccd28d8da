package dev.touchstone.server.change;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a change stands: draft, then proposed, then decided. What is decided or withdrawn stays so. */
public enum ChangeState {
    DRAFT,
    PROPOSED,
    APPROVED,
    REJECTED,
    WITHDRAWN;

    /** The word on the wire and in the database. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of this word. */
    public static ChangeState ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
