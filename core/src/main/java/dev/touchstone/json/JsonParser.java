package dev.touchstone.json;

import dev.touchstone.bytes.MalformedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The grammar of RFC 8259 §2–§5. Recursive, so depth is bounded. */
final class JsonParser {

    private final JsonCursor cursor;
    private final JsonScalars scalars;
    private final int most;
    private int values;

    JsonParser(JsonCursor cursor, int bytesAValue) {
        this.cursor = cursor;
        this.scalars = new JsonScalars(cursor);
        this.most = Json.VALUES_ALLOWANCE + cursor.length() / bytesAValue;
    }

    JsonValue document() throws MalformedException {
        cursor.skipWhitespace();
        JsonValue value = value(0);
        cursor.skipWhitespace();
        if (cursor.peek() != JsonCursor.END) {
            throw cursor.expected("the end of the JSON text");
        }
        return value;
    }

    private JsonValue value(int depth) throws MalformedException {
        count();
        return switch (cursor.peek()) {
            case '{' -> object(inside(depth));
            case '[' -> array(inside(depth));
            case '"' -> new JsonString(scalars.string());
            case 't' -> scalars.word("true", new JsonBool(true));
            case 'f' -> scalars.word("false", new JsonBool(false));
            case 'n' -> scalars.word("null", new JsonNull());
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> scalars.number();
            default -> throw cursor.expected("a value");
        };
    }

    private void count() throws MalformedException {
        if (++values > most) {
            throw cursor.malformed("more than " + most + " values");
        }
    }

    private int inside(int depth) throws MalformedException {
        if (depth == Json.MAX_DEPTH) {
            throw cursor.malformed("nested deeper than " + Json.MAX_DEPTH);
        }
        cursor.advance();
        cursor.skipWhitespace();
        return depth + 1;
    }

    private JsonObject object(int depth) throws MalformedException {
        SequencedMap<String, JsonValue> members = new LinkedHashMap<>();
        if (cursor.skip('}')) {
            return new JsonObject(members);
        }
        do {
            member(members, depth);
        } while (another('}'));
        return new JsonObject(members);
    }

    private void member(SequencedMap<String, JsonValue> members, int depth) throws MalformedException {
        int start = cursor.position();
        if (cursor.peek() != '"') {
            throw cursor.expected("a key");
        }
        count();
        String key = scalars.string();
        if (members.containsKey(key)) {
            throw new MalformedException(start, "a key appears twice in one object");
        }
        cursor.skipWhitespace();
        if (!cursor.skip(':')) {
            throw cursor.expected("':'");
        }
        cursor.skipWhitespace();
        members.put(key, value(depth));
    }

    private JsonArray array(int depth) throws MalformedException {
        List<JsonValue> elements = new ArrayList<>();
        if (cursor.skip(']')) {
            return new JsonArray(elements);
        }
        do {
            elements.add(value(depth));
        } while (another(']'));
        return new JsonArray(elements);
    }

    /** Steps over what stands between two elements, or over the end of them. */
    private boolean another(char close) throws MalformedException {
        cursor.skipWhitespace();
        if (cursor.skip(',')) {
            cursor.skipWhitespace();
            return true;
        }
        if (cursor.skip(close)) {
            return false;
        }
        throw cursor.expected("',' or '" + close + "'");
    }
}
