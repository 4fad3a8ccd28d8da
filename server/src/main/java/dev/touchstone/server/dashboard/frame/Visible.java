package dev.touchstone.server.dashboard.frame;

import java.util.Locale;

/**
 * The words of strangers (names, paths, command lines, certificates), fit to be looked at: of bounded length, and with
 * whatever hides, reorders or breaks text shown for what it is. Escaping for HTML is the template's.
 */
public final class Visible {

    private static final int MOST = 1000;
    private static final int CONTROL_PICTURES = 0x2400;
    private static final int DELETE = 0x7f;
    private static final String DELETE_PICTURE = "␡";

    private Visible() {}

    /** The text as people see it, of at most a thousand characters and a note on how many more there are. */
    public static String text(String strange) {
        int end = strange.length() <= MOST ? strange.length() : strange.offsetByCodePoints(0, most(strange));
        StringBuilder shown = new StringBuilder(end + 16);
        strange.substring(0, end).codePoints().forEach(c -> append(shown, c));
        if (end < strange.length()) {
            shown.append(String.format(Locale.ROOT, "… (%,d more characters)", strange.length() - end));
        }
        return shown.toString();
    }

    private static int most(String strange) {
        return Math.min(MOST, strange.codePointCount(0, strange.length()));
    }

    private static void append(StringBuilder shown, int codePoint) {
        if (codePoint < ' ') {
            shown.appendCodePoint(CONTROL_PICTURES + codePoint);
        } else if (codePoint == DELETE) {
            shown.append(DELETE_PICTURE);
        } else if (misleads(codePoint)) {
            shown.append(String.format(Locale.ROOT, "⟨U+%04X⟩", codePoint));
        } else {
            shown.appendCodePoint(codePoint);
        }
    }

    /** Bidirectional and other format characters, separators that look like spaces or nothing, and what is no text. */
    private static boolean misleads(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            case Character.SPACE_SEPARATOR -> codePoint != ' ';
            default -> false;
        };
    }
}
