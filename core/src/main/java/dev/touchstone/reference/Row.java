package dev.touchstone.reference;

import dev.touchstone.replay.MeasuredEvent;
import java.util.Optional;

/**
 * One line of what was expected beside what came.
 *
 * @param kind how the two stand to each other
 * @param pcr the PCR
 * @param component the component concerned
 * @param expected what was expected, in words
 * @param event what came
 */
public record Row(Kind kind, int pcr, String component, Optional<String> expected, Optional<MeasuredEvent> event) {

    /** How what came stands to what was expected. */
    public enum Kind {
        /** It is the same. */
        SAME,
        /** Something else stands in its place. */
        CHANGED,
        /** Nothing stands in its place. */
        MISSING,
        /** Nothing was expected there. */
        EXTRA,
        /** Whatever it is, it is excluded or judged by rules. */
        NOT_COMPARED
    }
}
