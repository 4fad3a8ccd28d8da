package dev.touchstone.log.ima;

import dev.touchstone.bytes.MalformedException;

/** Turns the fields of a line into the template data they were printed from. Its room is used again for each line. */
final class AsciiFields {

    private static final int MAX_DIGITS = 10;

    private final AsciiText text;
    private final BinaryWriter binary;
    private final int[] from = new int[Field.values().length];
    private final int[] to = new int[Field.values().length];

    AsciiFields(AsciiText text, BinaryWriter binary) {
        this.text = text;
        this.binary = binary;
    }

    /**
     * Writes the data, with its size before it for any template but {@code ima}.
     *
     * @param start of the first field
     * @param end of the line
     */
    void write(Template template, int start, int end) throws MalformedException {
        locate(template, start, end);
        if (template.isOriginal()) {
            writeOriginal();
            return;
        }
        int data = binary.roomForSize();
        for (int i = 0; i < template.fields().size(); i++) {
            int field = binary.roomForSize();
            writeField(template.fields().get(i), from[i], to[i]);
            binary.sizeIsOf(field);
        }
        binary.sizeIsOf(data);
    }

    private void writeOriginal() throws MalformedException {
        if (to[0] - from[0] != 2 * Template.ORIGINAL_DIGEST) {
            throw new MalformedException(from[0], "the template ima has digests of 20 bytes");
        }
        text.hex(from[0], to[0], binary);
        binary.u32(to[1] - from[1]);
        text.copy(from[1], to[1], binary);
    }

    /** Those before the name from the left, those after it from the right, the rest is the name. */
    private void locate(Template template, int start, int end) throws MalformedException {
        int first = 0;
        int last = template.fields().size() - 1;
        int left = start;
        int right = end;
        while (first < last && !template.fields().get(first).isName()) {
            from[first] = left;
            to[first] = text.next(' ', left, right);
            left = to[first] + 1;
            checkInside(template, left, right, start);
            first++;
        }
        while (last > first) {
            to[last] = right;
            from[last] = text.previous(' ', left, right) + 1;
            right = from[last] - 1;
            checkInside(template, left, right, start);
            last--;
        }
        from[first] = left;
        to[first] = right;
    }

    private static void checkInside(Template template, int left, int right, int start) throws MalformedException {
        if (left > right) {
            throw new MalformedException(
                    start, "the template has " + template.fields().size() + " fields, the line fewer");
        }
    }

    private void writeField(Field what, int start, int end) throws MalformedException {
        switch (what.form()) {
            case TEXT -> {
                if (what.isName() || start < end) {
                    text.copy(start, end, binary);
                    binary.octet(0);
                }
            }
            case HEX -> text.hex(start, end, binary);
            case DIGEST -> digest(start, end);
            case NUMBER_32 -> number(start, end, Integer.BYTES);
            case NUMBER_16 -> number(start, end, Short.BYTES);
        }
    }

    /** {@code alg:hex}, and the algorithm ends in a NUL that is not printed; a digest alone has none. */
    private void digest(int start, int end) throws MalformedException {
        int digitsAt = text.previous(':', start, end) + 1;
        if (digitsAt > start) {
            text.copy(start, digitsAt, binary);
            binary.octet(0);
        }
        text.hex(digitsAt, end, binary);
    }

    /** A number not there, as when there was no inode to ask, is a field without bytes. */
    private void number(int start, int end, int size) throws MalformedException {
        if (start == end) {
            return;
        }
        long value = text.number(start, end, MAX_DIGITS);
        if (value >>> (size * Byte.SIZE) != 0) {
            throw new MalformedException(start, value + " does not fit " + size + " bytes");
        }
        binary.number(value, size);
    }
}
