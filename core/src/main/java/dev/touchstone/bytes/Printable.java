package dev.touchstone.bytes;

import java.util.regex.Pattern;

/** Text from outside made fit for a line of a page, a terminal or another log. */
public final class Printable {

    /** Characters of a name shown whole. */
    public static final int MAX_LENGTH = 128;

    private static final Pattern WORD = Pattern.compile("[0-9A-Za-z._-]{1," + MAX_LENGTH + "}");

    private Printable() {}

    /** {@code text} as it is where it is one plain word, else quoted. */
    public static String word(String text) {
        return WORD.matcher(text).matches() ? text : quote(text);
    }

    /** {@code text} in quotes, cut after {@value #MAX_LENGTH} characters. */
    public static String quote(String text) {
        return quote(text, MAX_LENGTH);
    }

    /**
     * {@code text} in quotes, with nothing in it that could end them, move a cursor or turn the line around.
     *
     * @param maxLength characters after which it is cut, visibly
     */
    public static String quote(String text, int maxLength) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().limit(maxLength).forEach(c -> append(quoted, c));
        if (text.codePointCount(0, text.length()) > maxLength) {
            quoted.append('…');
        }
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int codePoint) {
        if (codePoint == '"' || codePoint == '\\') {
            quoted.append('\\').appendCodePoint(codePoint);
        } else if (shown(codePoint)) {
            quoted.appendCodePoint(codePoint);
        } else {
            quoted.append("\\u{");
            hex(quoted, codePoint);
            quoted.append('}');
        }
    }

    /** Digit by digit: text from outside may be nothing but such characters, and a string for each adds up. */
    private static void hex(StringBuilder to, int codePoint) {
        int digits = Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(codePoint) + 3) / 4);
        for (int digit = digits - 1; digit >= 0; digit--) {
            to.append(Character.forDigit((codePoint >>> (4 * digit)) & 0xf, 16));
        }
    }

    /** Controls, surrogates, and the format characters that reorder text on a screen are not. */
    private static boolean shown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
