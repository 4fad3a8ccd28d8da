package dev.touchstone.server.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a person is in the house for. Approving is a role of its own: no other includes it, and no token has it. */
public enum Role {
    VIEWER(Scope.VIEWER),
    OPERATOR(Scope.OPERATOR),
    APPROVER(Scope.VIEWER),
    AUDITOR(Scope.AUDITOR),
    ADMIN(Scope.ADMIN);

    private final Scope scope;

    Role(Scope scope) {
        this.scope = scope;
    }

    /** What it may do besides approving. */
    Scope scope() {
        return scope;
    }

    /** The word on the wire and in the database. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a word. */
    public static Role ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
