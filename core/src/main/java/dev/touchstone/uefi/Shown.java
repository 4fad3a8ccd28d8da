package dev.touchstone.uefi;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Printable;
import java.util.Locale;

/** Numbers, bytes and outside text as they stand in a device path's or a signature's words. */
final class Shown {

    /** Characters of one text shown whole. */
    static final int MAX_TEXT = 512;

    private static final int MAX_HEX = 64;

    private Shown() {}

    /** Printable text without quotes around it. Its backslashes stay single: in a file's path they are separators. */
    static String text(String text) {
        return text(text, MAX_TEXT);
    }

    /** The same, cut visibly after {@code max} characters. */
    static String text(String text, int max) {
        String quoted = Printable.quote(text, max);
        return quoted.substring(1, quoted.length() - 1).replace("\\\\", "\\");
    }

    /** {@code 0x1F}, unsigned. */
    static String hex(long value) {
        return "0x" + Long.toHexString(value).toUpperCase(Locale.ROOT);
    }

    /** Lower-case digits, cut visibly after {@value #MAX_HEX} bytes. */
    static String hex(Bytes bytes) {
        return bytes.length() <= MAX_HEX
                ? bytes.toHex()
                : bytes.slice(0, MAX_HEX).toHex() + "…";
    }
}
