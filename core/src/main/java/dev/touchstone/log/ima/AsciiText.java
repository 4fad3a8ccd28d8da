package dev.touchstone.log.ima;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;

/** Reads parts of an ASCII list, {@code from} inclusive, {@code to} exclusive, without a copy. */
record AsciiText(Bytes ascii) {

    private static final int DECIMAL = 10;
    private static final int HEX = 16;

    /** Where {@code wanted} comes first; {@code to} if it does not. */
    int next(char wanted, int from, int to) {
        int i = from;
        while (i < to && ascii.at(i) != wanted) {
            i++;
        }
        return i;
    }

    /** Where {@code wanted} comes last; {@code from - 1} if it does not. */
    int previous(char wanted, int from, int to) {
        int i = to - 1;
        while (i >= from && ascii.at(i) != wanted) {
            i--;
        }
        return i;
    }

    void copy(int from, int to, BinaryWriter out) {
        for (int i = from; i < to; i++) {
            out.octet(ascii.at(i));
        }
    }

    /** A decimal number of 1 to {@code max} digits. */
    long number(int from, int to, int max) throws MalformedException {
        if (from == to || to - from > max) {
            throw new MalformedException(from, "a number has 1 to " + max + " digits");
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            value = DECIMAL * value + digit(i, DECIMAL);
        }
        return value;
    }

    void hex(int from, int to, BinaryWriter out) throws MalformedException {
        if ((to - from) % 2 != 0) {
            throw new MalformedException(from, "there is half a byte of hex");
        }
        for (int i = from; i < to; i += 2) {
            out.octet(digit(i, HEX) << 4 | digit(i + 1, HEX));
        }
    }

    private int digit(int at, int radix) throws MalformedException {
        int digit = Character.digit(ascii.at(at), radix);
        if (digit < 0) {
            throw new MalformedException(at, "there is no digit to base " + radix);
        }
        return digit;
    }
}
