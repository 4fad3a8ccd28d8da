package dev.touchstone.rule;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One thing that breaks a rule.
 *
 * @param rule the rule's id
 * @param summary one sentence for people, printable
 * @param pcr the register concerned
 * @param event the event concerned, by log and index: {@code firmware#31}
 * @param expected what would have been accepted
 * @param actual what was found, printable
 */
public record RuleFailure(
        String rule, String summary, OptionalInt pcr, Optional<String> event, String expected, String actual) {

    /** Of the boot as a whole. */
    static RuleFailure of(Rule rule, String summary, String expected, String actual) {
        return new RuleFailure(rule.id(), summary, OptionalInt.empty(), Optional.empty(), expected, actual);
    }

    /** Of one register. */
    static RuleFailure ofPcr(Rule rule, int pcr, String summary, String expected, String actual) {
        return new RuleFailure(rule.id(), summary, OptionalInt.of(pcr), Optional.empty(), expected, actual);
    }

    /** The same, where {@code index} in {@code log} shows it. */
    RuleFailure at(String log, long index) {
        return new RuleFailure(rule, summary, pcr, Optional.of(log + "#" + index), expected, actual);
    }
}
