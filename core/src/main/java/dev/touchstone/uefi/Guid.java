package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An EFI_GUID (UEFI §2.3.1, Appendix A).
 *
 * @param value 16 bytes as in memory: the first three groups little-endian, the rest in order
 */
public record Guid(Bytes value) {

    /** Bytes of a GUID. */
    public static final int SIZE = 16;

    /** All zero: no GUID was given. */
    public static final Guid ZERO = new Guid(Bytes.filled(SIZE, 0));

    private static final Pattern CANONICAL = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    /** Where each printed byte lies in memory. */
    private static final int[] PRINTED = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

    public Guid {
        if (value.length() != SIZE) {
            throw new IllegalArgumentException("GUIDs have " + SIZE + " bytes, not " + value.length());
        }
    }

    /**
     * The next 16 bytes.
     *
     * @throws MalformedException if fewer remain
     */
    public static Guid read(ByteReader reader, String what) throws MalformedException {
        return new Guid(reader.bytes(SIZE, what));
    }

    /**
     * A GUID in its canonical form, in either case: {@code 8be4df61-93ca-11d2-aa0d-00e098032b8c}.
     *
     * @throws IllegalArgumentException if {@code canonical} is not of that form
     */
    public static Guid of(String canonical) {
        if (!CANONICAL.matcher(canonical).matches()) {
            throw new IllegalArgumentException("not a GUID");
        }
        byte[] printed = HexFormat.of().parseHex(canonical.replace("-", ""));
        byte[] value = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            value[PRINTED[i]] = printed[i];
        }
        return new Guid(Bytes.of(value));
    }

    /** The name under which specifications or their users know it, for those known here. */
    public Optional<String> label() {
        return WellKnownGuids.label(this);
    }

    /** Its name if it has one here, else its canonical form. */
    String named() {
        return label().orElseGet(this::toString);
    }

    /** The canonical form in lower case. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(36);
        HexFormat hex = HexFormat.of();
        for (int i = 0; i < SIZE; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                text.append('-');
            }
            hex.toHexDigits(text, (byte) value.at(PRINTED[i]));
        }
        return text.toString();
    }
}
