package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import java.nio.charset.StandardCharsets;

/** Text from a log, made safe to show: printable, bounded, without the terminator. */
final class PrintableText {

    private static final int MAX_CHARS = 1024;

    private PrintableText() {}

    /** UTF-16LE where every second byte is zero, as firmware writes it, else UTF-8. */
    static String decode(Bytes data) {
        boolean wide = data.length() >= 2 && data.length() % 2 == 0 && data.at(1) == 0 && data.at(0) != 0;
        return of(data.toText(wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8, 0, data.length()));
    }

    /** {@code text} up to its first NUL, whatever cannot be printed replaced, cut at a bounded length. */
    static String of(String text) {
        int nul = text.indexOf('\0');
        String ended = nul < 0 ? text : text.substring(0, nul);
        StringBuilder safe = new StringBuilder(Math.min(ended.length(), MAX_CHARS));
        ended.codePoints().limit(MAX_CHARS).forEach(c -> safe.appendCodePoint(printable(c) ? c : '\ufffd'));
        return ended.length() > MAX_CHARS ? safe.append('…').toString() : safe.toString();
    }

    /** Controls, surrogates, and the format characters that reorder text on a screen are not. */
    private static boolean printable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
