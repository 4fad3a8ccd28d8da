package dev.touchstone.json;

import dev.touchstone.bytes.MalformedException;

/**
 * A JSON value (RFC 8259 §3). The {@code as…} methods refuse a value of another kind, naming the {@code field} it was
 * found in; the offset of such a refusal is that of the text it came from, 0.
 */
public sealed interface JsonValue permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBool, JsonNull {

    /** What it is, for a person: {@code a string}. */
    String kind();

    /** This object. */
    default JsonObject asObject(String field) throws MalformedException {
        if (this instanceof JsonObject object) {
            return object;
        }
        throw unlike("an object", field);
    }

    /** This array. */
    default JsonArray asArray(String field) throws MalformedException {
        if (this instanceof JsonArray array) {
            return array;
        }
        throw unlike("an array", field);
    }

    /** The text of this string. */
    default String asString(String field) throws MalformedException {
        if (this instanceof JsonString(String value)) {
            return value;
        }
        throw unlike("a string", field);
    }

    /** The value of this number, which must be a whole one of 64 bits. */
    default long asLong(String field) throws MalformedException {
        if (this instanceof JsonNumber number) {
            return number.toLong(field);
        }
        throw unlike("a number", field);
    }

    /** The value of this boolean. */
    default boolean asBool(String field) throws MalformedException {
        if (this instanceof JsonBool(boolean value)) {
            return value;
        }
        throw unlike("a boolean", field);
    }

    private MalformedException unlike(String wanted, String field) {
        return new MalformedException(0, field + " must be " + wanted + ", not " + kind());
    }
}
