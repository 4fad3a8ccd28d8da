package dev.touchstone.image;

import dev.touchstone.bytes.Printable;

/**
 * A section of a PE image (Microsoft PE Format, <i>Section Table</i>).
 *
 * @param name up to eight characters, as the file has them (each byte one character)
 * @param virtualAddress where it begins in memory, in bytes from the image's base
 * @param virtualSize its bytes in memory; what the file lacks of them is zero
 * @param rawOffset where its bytes begin in the file
 * @param rawSize its bytes in the file, rounded up to the file's alignment
 */
public record Section(String name, long virtualAddress, long virtualSize, long rawOffset, long rawSize) {

    /** Bytes taken from the file: the rest up to {@link #virtualSize} is zero. */
    long loaded() {
        return Math.min(virtualSize, rawSize);
    }

    long rawEnd() {
        return rawOffset + rawSize;
    }

    long virtualEnd() {
        return virtualAddress + virtualSize;
    }

    /** {@code .linux of 8128512 bytes}. */
    @Override
    public String toString() {
        return Printable.word(name) + " of " + virtualSize + " bytes";
    }
}
