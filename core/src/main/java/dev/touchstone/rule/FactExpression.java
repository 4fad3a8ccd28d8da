package dev.touchstone.rule;

/** A condition on the facts of a boot, written by a person and made ready by whoever knows its language. */
@FunctionalInterface
public interface FactExpression {

    /** What it makes of {@code subject}; bounded in time, and never an exception. */
    Outcome evaluate(RuleSubject subject);

    /** Whether it may read what IMA's list says, or whether IMA's PCR is accounted for. */
    default boolean readsIma() {
        return true;
    }

    /** What came of it. */
    sealed interface Outcome {

        /** It has a value. */
        record Value(boolean holds) implements Outcome {}

        /** It has none, such as for a fact that is not there. */
        record Failed(String why) implements Outcome {}
    }
}
