package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.nio.charset.StandardCharsets;

/**
 * UEFI's strings: CHAR16, little-endian (UEFI §2.3.1). Read unit by unit, so that half a surrogate pair is kept and
 * what is written again is what was read.
 */
final class Wide {

    private static final int UNIT = 2;

    private Wide() {}

    /** All of {@code bytes}; an odd last byte stands as its own unit. */
    static String of(Bytes bytes) {
        char[] units = new char[(bytes.length() + 1) / UNIT];
        for (int i = 0; i < units.length; i++) {
            units[i] = (char) (UNIT * i + 1 < bytes.length() ? bytes.u16le(UNIT * i) : bytes.at(UNIT * i));
        }
        return new String(units);
    }

    /** What stands before the first NUL, or all. */
    static String untilNul(Bytes bytes) {
        String text = of(bytes);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** All of {@code bytes} but the NULs it ends with. */
    static String withoutEnd(Bytes bytes) {
        return withoutEnd(of(bytes));
    }

    /** Reads up to and with a NUL that must come within {@code max} units. */
    static String terminated(ByteReader reader, int max, String what) throws MalformedException {
        StringBuilder text = new StringBuilder();
        for (int unit = reader.u16le(what); unit != 0; unit = reader.u16le(what)) {
            if (text.length() == max) {
                throw reader.malformed(what + " of more than " + max + " characters");
            }
            text.append((char) unit);
        }
        return text.toString();
    }

    /** The bytes {@link #of} was given, for an even number of them. */
    static Bytes bytes(String text) {
        byte[] bytes = new byte[text.length() * UNIT];
        for (int i = 0; i < text.length(); i++) {
            bytes[UNIT * i] = (byte) text.charAt(i);
            bytes[UNIT * i + 1] = (byte) (text.charAt(i) >> 8);
        }
        return Bytes.of(bytes);
    }

    /** A description that firmware writes as ASCII, or in some cases in CHAR16, with a NUL at its end or without. */
    static String orNarrow(Bytes bytes) {
        return withoutEnd(isWide(bytes) ? of(bytes) : bytes.toText(StandardCharsets.UTF_8, 0, bytes.length()));
    }

    private static boolean isWide(Bytes bytes) {
        boolean wide = bytes.length() >= UNIT && bytes.length() % UNIT == 0 && bytes.at(0) != 0;
        for (int i = 1; wide && i < bytes.length(); i += UNIT) {
            wide = bytes.at(i) == 0;
        }
        return wide;
    }

    private static String withoutEnd(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == 0) {
            end--;
        }
        return text.substring(0, end);
    }
}
