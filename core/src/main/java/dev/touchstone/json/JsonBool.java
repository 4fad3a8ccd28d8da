package dev.touchstone.json;

/**
 * {@code true} or {@code false}.
 *
 * @param value which
 */
public record JsonBool(boolean value) implements JsonValue {

    @Override
    public String kind() {
        return "a boolean";
    }
}
