package dev.touchstone.event;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Printable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Strings in event data. Only terminators are left out of what is shown: whatever else was hashed, NULs included, must
 * not be hidden behind words that are said to be bound.
 */
public final class EventString {

    /** A kernel command line is at most as long (COMMAND_LINE_SIZE on x86 and arm64). */
    public static final int MAX_LENGTH = 2048;

    private static final int MAX_HEX = 1024;

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

    /** Text in quotes where it is text, else hex; bounded either way. */
    static String shown(Bytes data) {
        String text = decode(data);
        boolean plain = !text.isEmpty() && text.chars().allMatch(c -> (c >= ' ' && c <= '~') || c == '\t' || c == '\n');
        return plain
                ? quote(text)
                : limited(data.slice(0, Math.min(data.length(), MAX_HEX)).toHex())
                        + (data.length() > MAX_HEX ? "…" : "");
    }

    /** Text that is printable already, cut where it is too long. */
    static String limited(String text) {
        return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
    }

    static String decode(Bytes data) {
        boolean wide = data.length() >= 2 && data.length() % 2 == 0 && data.at(1) == 0 && data.at(0) != 0;
        return decode(data, wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
    }

    /** Without its terminator, and otherwise whole: what is cut off here would be hidden from a policy. */
    static String decode(Bytes data, Charset charset) {
        int unit = charset.equals(StandardCharsets.UTF_16LE) ? 2 : 1;
        int end = data.length();
        while (end >= unit && isZero(data, end - unit, end)) {
            end -= unit;
        }
        return data.toText(charset, 0, end);
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
