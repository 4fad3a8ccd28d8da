package dev.touchstone.json;

/** {@code null}. */
public record JsonNull() implements JsonValue {

    @Override
    public String kind() {
        return "null";
    }
}
