package dev.touchstone.server.trust;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;

/**
 * One DER element with a definite length (X.690 §8.1.3, §10.1), enough to find where a certificate ends and what key it
 * holds.
 *
 * @param tag the identifier octet; tags above 30 are refused
 * @param content what the length covers
 */
record DerElement(int tag, Bytes content) {

    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;

    /** The next element, whatever it is. */
    static DerElement read(ByteReader reader, String what) throws MalformedException {
        int tag = reader.u8(what + " tag");
        if ((tag & 0x1f) == 0x1f) {
            throw reader.malformed(what + " has a tag of more than one byte");
        }
        return new DerElement(tag, reader.bytes(readLength(reader, what), what));
    }

    /** The content of the next element, which must have {@code tag}. */
    static Bytes content(ByteReader reader, int tag, String what) throws MalformedException {
        DerElement element = read(reader, what);
        if (element.tag != tag) {
            throw reader.malformed("%s has tag %02x, not %02x".formatted(what, element.tag, tag));
        }
        return element.content;
    }

    private static long readLength(ByteReader reader, String what) throws MalformedException {
        int first = reader.u8(what + " length");
        if (first < 0x80) {
            return first;
        }
        int octets = first & 0x7f;
        if (octets == 0 || octets > 4) {
            throw reader.malformed(what + " has an indefinite length or one of " + octets + " bytes");
        }
        long length = 0;
        for (int i = 0; i < octets; i++) {
            length = length << 8 | reader.u8(what + " length");
        }
        return length;
    }
}
