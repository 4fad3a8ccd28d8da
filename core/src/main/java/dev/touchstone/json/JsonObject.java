package dev.touchstone.json;

import dev.touchstone.bytes.MalformedException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/**
 * A JSON object. Its typed accessors refuse a member that is absent or of another kind, and name it; a {@code null} is
 * a value, so it does not count as absent.
 *
 * @param members in the order they were written, each key once
 */
public record JsonObject(SequencedMap<String, JsonValue> members) implements JsonValue {

    public JsonObject {
        members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
    }

    /** The member {@code name}, if there is one. */
    public Optional<JsonValue> get(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** The member {@code name}. */
    public JsonValue require(String name) throws MalformedException {
        return get(name).orElseThrow(() -> new MalformedException(0, name + " is missing"));
    }

    /** The object {@code name}. */
    public JsonObject object(String name) throws MalformedException {
        return require(name).asObject(name);
    }

    /** The array {@code name}. */
    public JsonArray array(String name) throws MalformedException {
        return require(name).asArray(name);
    }

    /** The text of the string {@code name}. */
    public String string(String name) throws MalformedException {
        return require(name).asString(name);
    }

    /** The value of the whole number {@code name}. */
    public long integer(String name) throws MalformedException {
        return require(name).asLong(name);
    }

    /** The value of the boolean {@code name}. */
    public boolean bool(String name) throws MalformedException {
        return require(name).asBool(name);
    }

    /** The text of the string {@code name}, if there is such a member. */
    public Optional<String> optionalString(String name) throws MalformedException {
        return members.containsKey(name) ? Optional.of(string(name)) : Optional.empty();
    }

    /** The value of the whole number {@code name}, if there is such a member. */
    public OptionalLong optionalInteger(String name) throws MalformedException {
        return members.containsKey(name) ? OptionalLong.of(integer(name)) : OptionalLong.empty();
    }

    @Override
    public String kind() {
        return "an object";
    }
}
