package dev.touchstone.facts;

import dev.touchstone.facts.CommandLines.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a kernel command line as the kernel does (lib/cmdline.c, next_arg): at white space outside double quotes, a
 * name from its value at the first {@code =}; quotes around a whole argument or a whole value are taken off.
 */
final class CommandLineParser {

    private CommandLineParser() {}

    static List<Argument> parse(String line) {
        List<Argument> arguments = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            if (isSpace(line.charAt(at))) {
                at++;
            } else {
                int end = end(line, at);
                arguments.add(argument(line.substring(at, end)));
                at = end;
            }
        }
        return arguments;
    }

    private static int end(String line, int start) {
        boolean quoted = false;
        int at = start;
        while (at < line.length() && (quoted || !isSpace(line.charAt(at)))) {
            quoted ^= line.charAt(at) == '"';
            at++;
        }
        return at;
    }

    private static Argument argument(String word) {
        String plain = word.startsWith("\"") ? unquoted(word) : word;
        int equals = plain.indexOf('=');
        return equals < 0
                ? new Argument(plain, Optional.empty())
                : new Argument(plain.substring(0, equals), Optional.of(unquoted(plain.substring(equals + 1))));
    }

    private static String unquoted(String text) {
        if (!text.startsWith("\"")) {
            return text;
        }
        String opened = text.substring(1);
        return opened.endsWith("\"") ? opened.substring(0, opened.length() - 1) : opened;
    }

    /** The kernel's isspace: Latin-1's no-break space is one, too. */
    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || c == '\u00a0';
    }
}
