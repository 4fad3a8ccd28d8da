package dev.touchstone.json;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;

/** Reads one JSON text (RFC 8259). */
public final class Json {

    /** Arrays and objects may be nested this deep. */
    public static final int MAX_DEPTH = 32;

    /** Characters a number may be written in. */
    public static final int MAX_NUMBER_LENGTH = 64;

    /** Values and keys in one text, however short it is. */
    static final int VALUES_ALLOWANCE = 768;

    /** And one more for this many bytes of it. */
    static final int BYTES_A_VALUE = 40;

    private Json() {}

    /**
     * The value that {@code text} is, all of it. A byte order mark, ill-formed UTF-8, an escaped lone surrogate, a
     * duplicate key and whatever else the grammar lacks are refused. So is a text of more values and keys than one for
     * every {@value #BYTES_A_VALUE} bytes and {@value #VALUES_ALLOWANCE}: a two-byte value takes some hundred bytes of
     * memory, so size alone is no bound.
     */
    public static JsonValue parse(Bytes text) throws MalformedException {
        return parseDense(text, BYTES_A_VALUE);
    }

    /**
     * The same for texts that are denser by nature and bounded in size by the caller.
     *
     * @param bytesAValue one value or key is allowed for so many bytes, over those allowed to every text; at least 1
     */
    public static JsonValue parseDense(Bytes text, int bytesAValue) throws MalformedException {
        return new JsonParser(new JsonCursor(text), bytesAValue).document();
    }
}
