package dev.touchstone.server.reference;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Where a version stands: draft, then proposed, then approved, then retired. Only a proposal not approved goes back.
 */
public enum VersionState {
    DRAFT,
    PROPOSED,
    APPROVED,
    RETIRED;

    /** The word on the wire and in the database. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static VersionState ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
