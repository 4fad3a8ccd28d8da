package dev.touchstone.image;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Text of {@code NAME=value} lines with shell quoting, as os-release(5) has it; what is no such line is passed over.
 */
final class Assignments {

    private Assignments() {}

    /** The values of the {@code wanted} names; the last assignment of a name counts. */
    static Map<String, String> in(String text, Set<String> wanted) {
        Map<String, String> values = new HashMap<>();
        text.lines().map(String::strip).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0 && wanted.contains(line.substring(0, equals))) {
                values.put(line.substring(0, equals), unquoted(line.substring(equals + 1)));
            }
        });
        return values;
    }

    private static String unquoted(String value) {
        if (value.startsWith("'")) {
            int end = value.indexOf('\'', 1);
            return end < 0 ? value.substring(1) : value.substring(1, end);
        }
        return value.startsWith("\"") ? unescaped(value, 1) : unescaped(value, 0);
    }

    /** Up to the closing quote, or the end, without the backslashes that escape. */
    private static String unescaped(String value, int from) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < value.length() && value.charAt(i) != '"'; i++) {
            if (value.charAt(i) == '\\' && i + 1 < value.length()) {
                i++;
            }
            text.append(value.charAt(i));
        }
        return text.toString();
    }
}
