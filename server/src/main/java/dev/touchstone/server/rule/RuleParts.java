package dev.touchstone.server.rule;

import dev.touchstone.rule.FactExpression;
import dev.touchstone.rule.FileList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Makes ready what the text of a rule only names: its expression, the lists of files it allows. */
@Component
class RuleParts {

    private static final int MAX_LISTS = 16;

    private final Expressions expressions;
    private final FileLists files;

    RuleParts(Expressions expressions, FileLists files) {
        this.expressions = expressions;
        this.files = files;
    }

    FactExpression compile(String expression) {
        return expressions.compile(expression);
    }

    /** @throws IllegalArgumentException if there are too many, or one is not there */
    Set<FileList> lists(List<RuleView.ListView> named) {
        if (named.size() > MAX_LISTS) {
            throw new IllegalArgumentException("a rule names " + MAX_LISTS + " lists at most");
        }
        return new LinkedHashSet<>(named.stream()
                .distinct()
                .map(l -> files.find(l.list(), l.version()))
                .toList());
    }
}
