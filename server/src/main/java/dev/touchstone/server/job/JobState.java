package dev.touchstone.server.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a job stands. */
public enum JobState {
    /** Nobody has taken it up, or who had was stopped. */
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    /** Whether nothing more comes of it. */
    public boolean finished() {
        return switch (this) {
            case QUEUED, RUNNING -> false;
            case DONE, FAILED, CANCELLED -> true;
        };
    }

    /** The word on the wire and in the database. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobState ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
