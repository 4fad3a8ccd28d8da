package dev.touchstone.appraisal;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One reason for a verdict.
 *
 * @param code stable, for programs
 * @param summary one sentence, for people
 * @param component the golden component concerned, such as {@code 400-os}
 * @param pcr the PCR concerned
 * @param event the event concerned, by log and index, such as {@code firmware#31}
 * @param expected what was approved, a digest or words
 * @param actual what was found
 * @param rule the rule that does not hold, for {@code rule-failed}
 */
public record Reason(
        String code,
        String summary,
        Optional<String> component,
        OptionalInt pcr,
        Optional<String> event,
        Optional<String> expected,
        Optional<String> actual,
        Optional<String> rule) {

    /** A reason that is of no rule. */
    Reason(
            String code,
            String summary,
            Optional<String> component,
            OptionalInt pcr,
            Optional<String> event,
            Optional<String> expected,
            Optional<String> actual) {
        this(code, summary, component, pcr, event, expected, actual, Optional.empty());
    }

    /** A reason about the host as a whole. */
    public static Reason of(String code, String summary) {
        return new Reason(
                code,
                summary,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A reason about one PCR. */
    static Reason ofPcr(String code, String summary, int pcr, String expected, String actual) {
        return new Reason(
                code,
                summary,
                Optional.empty(),
                OptionalInt.of(pcr),
                Optional.empty(),
                Optional.of(expected),
                Optional.of(actual));
    }
}
