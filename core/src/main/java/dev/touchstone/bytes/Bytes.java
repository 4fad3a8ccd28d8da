package dev.touchstone.bytes;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/** An immutable byte string, compared by content; printed as lower-case hex. */
public final class Bytes implements Comparable<Bytes> {

    /** The byte string of length zero. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /** A copy of {@code value}. */
    public static Bytes of(byte... value) {
        return value.length == 0 ? EMPTY : new Bytes(value.clone());
    }

    /** The bytes of {@code text} in UTF-8. */
    public static Bytes ofUtf8(String text) {
        return adopt(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The bytes written as hex, in either case.
     *
     * @throws IllegalArgumentException if {@code hex} is not an even number of hex digits
     */
    public static Bytes ofHex(String hex) {
        return adopt(HexFormat.of().parseHex(hex));
    }

    /** {@code length} bytes of the same {@code value}. */
    public static Bytes filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return adopt(bytes);
    }

    /** Takes {@code value} over without a copy: the caller gives it up. */
    static Bytes adopt(byte[] value) {
        return value.length == 0 ? EMPTY : new Bytes(value);
    }

    /** The parts joined in order. */
    public static Bytes concat(Bytes... parts) {
        int length = 0;
        for (Bytes part : parts) {
            length += part.value.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (Bytes part : parts) {
            System.arraycopy(part.value, 0, joined, at, part.value.length);
            at += part.value.length;
        }
        return adopt(joined);
    }

    /** Number of bytes. */
    public int length() {
        return value.length;
    }

    /** Whether there are no bytes. */
    public boolean isEmpty() {
        return value.length == 0;
    }

    /** Whether every byte equals {@code octet}; true of no bytes at all. */
    public boolean consistsOf(int octet) {
        for (byte b : value) {
            if (b != (byte) octet) {
                return false;
            }
        }
        return true;
    }

    /** The byte at {@code index} as 0–255. */
    public int at(int index) {
        return value[index] & 0xff;
    }

    /** The bytes from {@code from}, inclusive, to {@code to}, exclusive. */
    public Bytes slice(int from, int to) {
        if (from == 0 && to == value.length) {
            return this;
        }
        if (from < 0 || to > value.length || from > to) {
            throw new IndexOutOfBoundsException("[" + from + "," + to + ") of " + value.length + " bytes");
        }
        return adopt(Arrays.copyOfRange(value, from, to));
    }

    /** A copy as an array. */
    public byte[] toArray() {
        return value.clone();
    }

    /** Feeds the bytes to {@code digest}, without a copy. */
    public void digestInto(MessageDigest digest) {
        digest.update(value);
    }

    /** Feeds the bytes from {@code from}, inclusive, to {@code to}, exclusive, to {@code digest}, without a copy. */
    public void digestInto(MessageDigest digest, int from, int to) {
        digest.update(value, Objects.checkFromToIndex(from, to, value.length), to - from);
    }

    /** Whether {@code part} lies at {@code index}. */
    public boolean holds(Bytes part, int index) {
        int to = index + part.value.length;
        return index >= 0 && to <= value.length && Arrays.equals(value, index, to, part.value, 0, part.value.length);
    }

    /** A little-endian unsigned 16-bit number at {@code index}. */
    public int u16le(int index) {
        return at(index) | at(index + 1) << 8;
    }

    /** A little-endian unsigned 32-bit number at {@code index}. */
    public long u32le(int index) {
        return u16le(index) | (long) u16le(index + 2) << 16;
    }

    /** The bytes from {@code from}, inclusive, to {@code to}, exclusive, read as {@code charset}. */
    public String toText(Charset charset, int from, int to) {
        return new String(value, Objects.checkFromToIndex(from, to, value.length), to - from, charset);
    }

    /** Lower-case hex, two digits a byte. */
    public String toHex() {
        return HexFormat.of().formatHex(value);
    }

    /** Standard base64 with padding. */
    public String toBase64() {
        return Base64.getEncoder().encodeToString(value);
    }

    /** The bytes read as UTF-8, malformed input replaced. */
    public String toUtf8() {
        return new String(value, StandardCharsets.UTF_8);
    }

    /** A reader over these bytes, without a copy. */
    public ByteReader reader() {
        return new ByteReader(value, 0, value.length);
    }

    /** Compares in constant time for equal lengths, for secrets. */
    public boolean equalsConstantTime(Bytes other) {
        return MessageDigest.isEqual(value, other.value);
    }

    /** Unsigned lexicographic order. */
    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(value, other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
