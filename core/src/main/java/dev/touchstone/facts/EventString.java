package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Printable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Strings in event data. Only terminators are left out of what is shown: whatever else was hashed, NULs included, must
 * not be hidden behind words that are said to be bound.
 */
final class EventString {

    /** A kernel command line is at most as long (COMMAND_LINE_SIZE on x86 and arm64). */
    static final int MAX_LENGTH = 2048;

    private static final int MAX_BYTES_PER_CHARACTER = 4;

    private EventString() {}

    /** In quotes; UTF-16LE where the first character is wide and ASCII, as firmware writes it, else UTF-8. */
    static String quoted(Bytes data) {
        return quote(decode(data));
    }

    /** In quotes, as UTF-16LE. */
    static String quotedWide(Bytes data) {
        return quote(decode(data, StandardCharsets.UTF_16LE));
    }

    static String quote(String text) {
        return Printable.quote(text, MAX_LENGTH);
    }

    static String decode(Bytes data) {
        boolean wide = data.length() >= 2 && data.length() % 2 == 0 && data.at(1) == 0 && data.at(0) != 0;
        return decode(data, wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
    }

    /** Without its terminator, and no longer than is needed to see that it is too long to show. */
    static String decode(Bytes data, Charset charset) {
        int unit = charset.equals(StandardCharsets.UTF_16LE) ? 2 : 1;
        int end = data.length();
        while (end >= unit && isZero(data, end - unit, end)) {
            end -= unit;
        }
        return data.toText(charset, 0, Math.min(end, MAX_BYTES_PER_CHARACTER * (MAX_LENGTH + 1)));
    }

    private static boolean isZero(Bytes data, int from, int to) {
        for (int i = from; i < to; i++) {
            if (data.at(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
