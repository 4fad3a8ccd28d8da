package dev.touchstone.facts;

import java.util.List;

/**
 * Texts that were measured and are not in a log, from whoever has them: the agent's report, an artifact. A hint needs
 * no trust: it becomes a fact only if it is what a measured digest is of.
 *
 * @param commandLines what may be a kernel command line, such as {@code /proc/cmdline}
 */
public record Hints(List<String> commandLines) {

    /** Hints looked at; each is hashed for each digest that lacks a text. */
    public static final int MAX = 16;

    public Hints {
        commandLines = commandLines.stream().limit(MAX).map(String::strip).toList();
    }

    /** None at all. */
    public static Hints none() {
        return new Hints(List.of());
    }
}
