package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.MalformedException;

/** As much of DER (X.690) as it takes to find a certificate's names: one element after the other, lengths definite. */
final class Der {

    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    static final int EXPLICIT_0 = 0xa0;

    private static final int LONG_FORM = 0x80;
    private static final int MAX_LENGTH_BYTES = 4;

    private Der() {}

    /** The content of the next element, which must have this tag. */
    static ByteReader element(ByteReader reader, int tag, String what) throws MalformedException {
        int found = reader.u8(what);
        if (found != tag) {
            throw reader.malformed("%s is tagged 0x%02x".formatted(what, found));
        }
        return reader.sub(length(reader, what), what);
    }

    private static long length(ByteReader reader, String what) throws MalformedException {
        int first = reader.u8(what + " length");
        int count = first - LONG_FORM;
        if (count < 0) {
            return first;
        }
        if (count == 0 || count > MAX_LENGTH_BYTES) {
            throw reader.malformed(what + " has no definite length of at most " + MAX_LENGTH_BYTES + " bytes");
        }
        long length = 0;
        for (int i = 0; i < count; i++) {
            length = length << 8 | reader.u8(what + " length");
        }
        return length;
    }
}
