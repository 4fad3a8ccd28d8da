package dev.touchstone.bytes;

import java.util.Arrays;

/**
 * Reads untrusted bytes in order. A length is checked against what remains before anything is allocated, and
 * {@link #requireEnd} refuses leftovers, so no input can make a parser read past its end or reserve more than it was
 * given.
 *
 * <p>Multi-byte numbers come in both orders: TPM structures are big-endian ({@code u16}, {@code u32}, {@code u64}),
 * firmware and IMA logs little-endian ({@code u16le} and so on).
 */
public final class ByteReader {

    private final byte[] source;
    private final int start;
    private final int end;
    private int position;

    ByteReader(byte[] source, int start, int end) {
        this.source = source;
        this.start = start;
        this.end = end;
        this.position = start;
    }

    /** Offset from where this reader began. */
    public int offset() {
        return position - start;
    }

    /** Bytes not yet read. */
    public int remaining() {
        return end - position;
    }

    /** Whether everything is read. */
    public boolean atEnd() {
        return position == end;
    }

    /** One unsigned byte. */
    public int u8(String what) throws MalformedException {
        need(1, what);
        return source[position++] & 0xff;
    }

    /** A big-endian unsigned 16-bit number. */
    public int u16(String what) throws MalformedException {
        need(2, what);
        int value = octet(0) << 8 | octet(1);
        position += 2;
        return value;
    }

    /** A big-endian unsigned 32-bit number. */
    public long u32(String what) throws MalformedException {
        need(4, what);
        long value = (long) octet(0) << 24 | octet(1) << 16 | octet(2) << 8 | octet(3);
        position += 4;
        return value;
    }

    /** A big-endian 64-bit number; the top bit makes it negative. */
    public long u64(String what) throws MalformedException {
        need(8, what);
        return u32(what) << 32 | u32(what);
    }

    /** A little-endian unsigned 16-bit number. */
    public int u16le(String what) throws MalformedException {
        need(2, what);
        int value = octet(1) << 8 | octet(0);
        position += 2;
        return value;
    }

    /** A little-endian unsigned 32-bit number. */
    public long u32le(String what) throws MalformedException {
        need(4, what);
        long value = (long) octet(3) << 24 | octet(2) << 16 | octet(1) << 8 | octet(0);
        position += 4;
        return value;
    }

    /** A little-endian 64-bit number; the top bit makes it negative. */
    public long u64le(String what) throws MalformedException {
        need(8, what);
        return u32le(what) | u32le(what) << 32;
    }

    /** The next {@code length} bytes, copied. {@code length} may be any unsigned 32-bit number a structure claims. */
    public Bytes bytes(long length, String what) throws MalformedException {
        need(length, what);
        Bytes value = Bytes.adopt(Arrays.copyOfRange(source, position, position + (int) length));
        position += (int) length;
        return value;
    }

    /** A reader limited to the next {@code length} bytes, which this one skips; nothing is copied. */
    public ByteReader sub(long length, String what) throws MalformedException {
        need(length, what);
        ByteReader inner = new ByteReader(source, position, position + (int) length);
        position += (int) length;
        return inner;
    }

    /** A TPM2B: a 16-bit length and as many bytes (TPM 2.0 Library, Part 2, §10.4). */
    public Bytes tpm2b(String what) throws MalformedException {
        return bytes(u16(what + " size"), what);
    }

    /** What has not been read yet, copied. */
    public Bytes rest() throws MalformedException {
        return bytes(remaining(), "rest");
    }

    /** The bytes between two offsets of this reader, already read or not, copied. */
    public Bytes between(int from, int to) {
        if (from < 0 || to < from || start + to > end) {
            throw new IndexOutOfBoundsException("[" + from + "," + to + ")");
        }
        return Bytes.adopt(Arrays.copyOfRange(source, start + from, start + to));
    }

    /** Refuses bytes that no field of {@code what} accounts for. */
    public void requireEnd(String what) throws MalformedException {
        if (!atEnd()) {
            throw new MalformedException(offset(), remaining() + " bytes are left over after " + what);
        }
    }

    /** A refusal at the present offset. */
    public MalformedException malformed(String message) {
        return new MalformedException(offset(), message);
    }

    private int octet(int ahead) {
        return source[position + ahead] & 0xff;
    }

    private void need(long length, String what) throws MalformedException {
        if (length < 0 || length > remaining()) {
            throw new MalformedException(offset(), what + " needs " + length + " bytes, " + remaining() + " remain");
        }
    }
}
