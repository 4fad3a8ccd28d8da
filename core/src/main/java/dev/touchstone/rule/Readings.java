package dev.touchstone.rule;

import dev.touchstone.facts.CommandLines.Argument;
import dev.touchstone.facts.CommandLines.CommandLine;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of a command line as any of its readers takes them. The kernel's quotes are {@code "} around a word or
 * a value; systemd takes {@code '} and {@code "} anywhere (extract_first_word); the scripts of an initrd split at white
 * space and know no quotes. What is forbidden must be in none of the three.
 */
final class Readings {

    private final Set<Argument> arguments = new LinkedHashSet<>();

    private Readings() {}

    /** Of a line whose text is known. */
    static Set<Argument> of(CommandLine line) {
        Readings readings = new Readings();
        readings.arguments.addAll(line.arguments());
        String text = line.text().orElse("");
        if (text.indexOf('"') >= 0 || text.indexOf('\'') >= 0) {
            readings.split(text, true);
            readings.split(text, false);
        }
        return readings.arguments;
    }

    private void split(String text, boolean quotes) {
        StringBuilder word = new StringBuilder();
        char open = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quotes && (open == 0 ? c == '"' || c == '\'' : c == open)) {
                open = open == 0 ? c : 0;
            } else if (open == 0 && isSpace(c)) {
                add(word);
            } else {
                word.append(c);
            }
        }
        add(word);
    }

    private void add(StringBuilder word) {
        if (!word.isEmpty()) {
            int equals = word.indexOf("=");
            arguments.add(
                    equals < 0
                            ? new Argument(word.toString(), Optional.empty())
                            : new Argument(word.substring(0, equals), Optional.of(word.substring(equals + 1))));
            word.setLength(0);
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || c == '\u00a0';
    }
}
