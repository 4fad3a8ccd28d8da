package dev.touchstone.server.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.touchstone.appraisal.Verdict;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a dry run found of one host.
 *
 * @param host its name
 * @param before what its last evidence shows by what is in force
 * @param after what it would show
 * @param reason why it would not be TRUSTED; empty where it would
 * @param afterRollout what it would be once it has booted what is rolled out; absent where nothing is, or nothing can
 *     be foreseen
 * @param rolloutReason why not TRUSTED even then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DryRunHost(
        UUID hostId,
        String host,
        Verdict before,
        Verdict after,
        Outcome outcome,
        String reason,
        @Nullable Verdict afterRollout,
        String rolloutReason) {

    /** What a change does to a host. */
    public enum Outcome {
        TURNS_TRUSTED,
        TURNS_DRIFTED,
        TURNS_PENDING,
        TURNS_REJECTED,
        STAYS;

        static Outcome of(Verdict before, Verdict after) {
            return before == after
                    ? STAYS
                    : switch (after) {
                        case TRUSTED -> TURNS_TRUSTED;
                        case DRIFTED -> TURNS_DRIFTED;
                        case PENDING -> TURNS_PENDING;
                        case REJECTED -> TURNS_REJECTED;
                    };
        }

        /** {@code turns-trusted}. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The outcome of this word. */
        public static Outcome ofWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
