package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.MalformedException;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/**
 * Reads the names in certificates (RFC 5280 §4.1.2.4) by the JDK's means. It takes two kilobytes for an attribute of
 * eleven bytes, so what it may be asked of one input has a limit.
 */
final class Names {

    /** Bytes of a name, beyond which it is none anybody uses. */
    private static final int MAX_SIZE = 1024;

    private static final int MAX_ATTRIBUTES = 16;

    /** Characters of a name that are shown. */
    private static final int MAX_TEXT = 256;

    /** Attributes to whose cost the megabyte comes that any input may take. */
    private static final int FREE = 800;

    /** Bytes of an input that allow for one attribute more, at eight times their size. */
    private static final int SIZE_FOR_ATTRIBUTE = 1024;

    /** Bytes of a name that cost as much as an attribute. */
    private static final int SIZE_LIKE_ATTRIBUTE = 32;

    /** What finding no certificate costs, in attributes, and what one costs besides its names. */
    private static final int TRY = 3;

    /** RFC 2253 has no word for it. */
    private static final Map<String, String> KEYWORDS = Map.of("1.2.840.113549.1.9.1", "emailAddress");

    private int left;

    /** Names of a single certificate. */
    Names() {
        this(0);
    }

    /** Names in an input of {@code size} bytes. */
    Names(int size) {
        left = FREE + size / SIZE_FOR_ATTRIBUTE;
    }

    /** Whether another certificate may be tried; the try alone costs. */
    boolean another() {
        left -= TRY;
        return left > 0;
    }

    /** The next element, a name, in RFC 2253 form, printable. */
    String read(ByteReader reader, String what) throws MalformedException {
        int from = reader.offset();
        ByteReader sets = Der.element(reader, Der.SEQUENCE, what);
        int size = sets.remaining();
        int attributes = attributes(sets, what);
        left -= attributes + size / SIZE_LIKE_ATTRIBUTE;
        if (size > MAX_SIZE || attributes > MAX_ATTRIBUTES || left < 0) {
            throw reader.malformed(what + " is longer than the names that are read");
        }
        try {
            byte[] name = reader.between(from, reader.offset()).toArray();
            return Shown.text(new X500Principal(name).getName(X500Principal.RFC2253, KEYWORDS), MAX_TEXT);
        } catch (IllegalArgumentException _) {
            throw reader.malformed(what + " is not a name");
        }
    }

    private static int attributes(ByteReader sets, String what) throws MalformedException {
        int count = 0;
        while (!sets.atEnd()) {
            for (ByteReader set = Der.element(sets, Der.SET, what); !set.atEnd(); count++) {
                Der.element(set, Der.SEQUENCE, what);
            }
        }
        return count;
    }
}
