package dev.touchstone.json;

/**
 * A JSON string.
 *
 * @param value its text, escapes resolved; whole code points, so that its UTF-8 is unambiguous
 */
public record JsonString(String value) implements JsonValue {

    @Override
    public String kind() {
        return "a string";
    }
}
