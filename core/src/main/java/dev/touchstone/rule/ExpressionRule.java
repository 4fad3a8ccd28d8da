package dev.touchstone.rule;

import java.util.List;

/**
 * A condition of the user's own.
 *
 * @param name tells it from others of its kind
 * @param expression as written
 * @param text what it asks, in the words of who wrote it
 * @param compiled the same expression, ready; no part of what the rule is
 */
public record ExpressionRule(String name, String expression, String text, FactExpression compiled) implements Rule {

    /** Its id. */
    public static final String ID = "expression";

    /** The kind and the name: {@code expression:no-serial-console}. */
    @Override
    public String id() {
        return ID + ":" + name;
    }

    @Override
    public String citation() {
        return "the reference set's own";
    }

    @Override
    public List<RuleFailure> evaluate(RuleSubject subject) {
        return switch (compiled.evaluate(subject)) {
            case FactExpression.Outcome.Value(boolean holds) -> holds ? List.of() : List.of(failure("false"));
            case FactExpression.Outcome.Failed(String why) -> List.of(failure(why));
        };
    }

    @Override
    public boolean readsIma() {
        return compiled.readsIma();
    }

    private RuleFailure failure(String actual) {
        return RuleFailure.of(this, "This is not so: " + text, expression, actual);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExpressionRule rule
                && name.equals(rule.name)
                && expression.equals(rule.expression)
                && text.equals(rule.text);
    }

    @Override
    public int hashCode() {
        return name.hashCode() ^ expression.hashCode();
    }
}
