package dev.touchstone;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a fuzzer feeds, cut into the parts of a frame that is built around them; there is always something left to take,
 * if only zeros. {@link #parts} makes such an input out of parts worth starting from.
 */
public final class Fed {

    private final ByteReader rest;

    public Fed(byte[] input) {
        rest = Bytes.of(input).reader();
    }

    /** Whether there is more. */
    public boolean more() {
        return !rest.atEnd();
    }

    /** An octet. */
    public int octet() {
        try {
            return rest.atEnd() ? 0 : rest.u8("octet");
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** One of {@code choices}. */
    public <T> T one(List<T> choices) {
        return choices.get(octet() % choices.size());
    }

    /** As many bytes as the next two say, little-endian, or all that are left. */
    public Bytes part() {
        return bytes(octet() | octet() << 8);
    }

    /** So many bytes, or all that are left. */
    public Bytes bytes(int length) {
        try {
            return rest.bytes(Math.min(length, rest.remaining()), "part");
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** All that is left. */
    public Bytes all() {
        return bytes(rest.remaining());
    }

    /** All that is left, part by part. */
    public List<Bytes> allParts() {
        List<Bytes> parts = new ArrayList<>();
        while (more()) {
            parts.add(part());
        }
        return parts;
    }

    /** An input of these parts. */
    public static byte[] parts(Bytes... parts) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (Bytes part : parts) {
            input.write(part.length());
            input.write(part.length() >> 8);
            input.writeBytes(part.toArray());
        }
        return input.toByteArray();
    }
}
