package dev.touchstone.json;

import dev.touchstone.bytes.MalformedException;

/**
 * A JSON number, kept as it was written: nothing is rounded, and {@code 1e999999999} costs eleven characters.
 *
 * @param text a number of RFC 8259 §6
 */
public record JsonNumber(String text) implements JsonValue {

    /** The value, if it is written as a whole number (no fraction, no exponent) of 64 bits; else refused. */
    public long asLong() throws MalformedException {
        return toLong("number");
    }

    long toLong(String field) throws MalformedException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedException(0, field + " must be a whole number of 64 bits, not " + text);
        }
    }

    @Override
    public String kind() {
        return "a number";
    }
}
