package dev.touchstone.log.ima;

import dev.touchstone.bytes.Bytes;
import java.util.Arrays;

/** Writes the binary list in one piece, with sizes put in once what they are of is written. */
final class BinaryWriter {

    private static final int SMALLEST = 64;

    private byte[] written;
    private int size;

    BinaryWriter(int expected) {
        written = new byte[Math.max(expected, SMALLEST)];
    }

    void octet(int value) {
        if (size == written.length) {
            written = Arrays.copyOf(written, 2 * size);
        }
        written[size++] = (byte) value;
    }

    /** A number of {@code octets} bytes, little-endian. */
    void number(long value, int octets) {
        for (int i = 0; i < octets; i++) {
            octet((int) (value >>> (Byte.SIZE * i)));
        }
    }

    void u32(long value) {
        number(value, Integer.BYTES);
    }

    /** Leaves room for a size; {@link #sizeIsOf} takes what this returns. */
    int roomForSize() {
        u32(0);
        return size;
    }

    /** The size that was left out before {@code start} is that of all written since. */
    void sizeIsOf(int start) {
        int end = size;
        size = start - Integer.BYTES;
        u32(end - start);
        size = end;
    }

    Bytes toBytes() {
        return Bytes.of(Arrays.copyOf(written, size));
    }
}
