package dev.touchstone.server.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What an access token may do. */
public enum Scope {
    /** Everything. */
    ADMIN,
    /** Inventory, enrolment tokens, host approvals, reference sets. */
    OPERATOR,
    /** Reading everything, the audit log and who has access too. */
    AUDITOR,
    /** Reading what hosts are and what was decided of them. */
    VIEWER,
    /** Asking for admission decisions, and nothing else. */
    ADMISSION;

    /** Whether holding this scope is as good as holding {@code other}. Operators and auditors are not each other. */
    public boolean includes(Scope other) {
        return compareTo(other) <= 0 && !(this == OPERATOR && other == AUDITOR);
    }

    /** The words of all that a caller may do. */
    static List<String> wordsOf(Caller caller) {
        return Arrays.stream(values()).filter(caller::may).map(Scope::word).toList();
    }

    /** The word on the wire and in the database. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope of a word. */
    public static Scope ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
