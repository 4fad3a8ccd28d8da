package dev.touchstone.json;

import java.util.List;

/**
 * A JSON array.
 *
 * @param elements in order
 */
public record JsonArray(List<JsonValue> elements) implements JsonValue {

    public JsonArray {
        elements = List.copyOf(elements);
    }

    @Override
    public String kind() {
        return "an array";
    }
}
