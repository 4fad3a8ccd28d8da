package dev.touchstone.server.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an access token may do. Each includes the ones after it. */
public enum Scope {
    /** Everything. */
    ADMIN,
    /** Inventory, enrolment tokens, host approvals, reference sets. */
    OPERATOR,
    /** Reading everything. */
    VIEWER,
    /** Asking for admission decisions, and nothing else. */
    ADMISSION;

    /** Whether holding this scope is as good as holding {@code other}. */
    public boolean includes(Scope other) {
        return compareTo(other) <= 0;
    }

    /** The word on the wire and in the database. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Scope ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
