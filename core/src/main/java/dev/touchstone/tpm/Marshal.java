package dev.touchstone.tpm;

import dev.touchstone.bytes.Bytes;

/** Big-endian integers and sized buffers as a TPM writes them. */
final class Marshal {

    private Marshal() {}

    static Bytes u16(int value) {
        return Bytes.of((byte) (value >>> 8), (byte) value);
    }

    static Bytes u32(int value) {
        return Bytes.concat(u16(value >>> 16), u16(value));
    }

    /** A 16-bit length and the value (Part 2, §10.4, TPM2B). */
    static Bytes tpm2b(Bytes value) {
        return Bytes.concat(u16(value.length()), value);
    }

    /** {@code value} with leading zeros up to {@code length} bytes. */
    static Bytes leftPad(Bytes value, int length) {
        int missing = length - value.length();
        return missing == 0 ? value : Bytes.concat(Bytes.filled(missing, 0), value);
    }
}
