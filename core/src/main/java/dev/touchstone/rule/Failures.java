package dev.touchstone.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What breaks one rule: the first hundred told, the rest counted. */
final class Failures {

    static final int TOLD = 100;

    private final Rule rule;
    private final List<RuleFailure> told = new ArrayList<>();
    private long more;

    Failures(Rule rule) {
        this.rule = rule;
    }

    /** Adds one for each of {@code pcrs} that may hold something no one knows of. */
    Failures unaccounted(RuleSubject subject, int... pcrs) {
        subject.unaccounted(rule, pcrs).forEach(this::add);
        return this;
    }

    Failures add(RuleFailure failure) {
        return add(() -> failure);
    }

    /** Adds one that is only put into words if it is told. */
    Failures add(Supplier<RuleFailure> failure) {
        if (told.size() < TOLD) {
            told.add(failure.get());
        } else {
            more++;
        }
        return this;
    }

    List<RuleFailure> toList() {
        List<RuleFailure> all = new ArrayList<>(told);
        if (more > 0) {
            all.add(RuleFailure.of(
                    rule, "There are %d more such failures.".formatted(more), "none", TOLD + more + " in all"));
        }
        return List.copyOf(all);
    }
}
