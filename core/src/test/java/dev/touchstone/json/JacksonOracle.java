package dev.touchstone.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Another reader, in its strictest mode, that must see in a text exactly what this one saw. */
final class JacksonOracle {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JacksonOracle() {}

    static void requireSame(JsonValue value, Bytes text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text.toArray())) {
            parser.nextToken();
            compare(value, parser);
            assertThat(parser.nextToken()).isNull();
        }
    }

    private static void compare(JsonValue value, JsonParser parser) {
        switch (value) {
            case JsonObject object -> compareMembers(object, parser);
            case JsonArray array -> compareElements(array, parser);
            case JsonString(String text) -> {
                assertThat(parser.currentToken()).isEqualTo(JsonToken.VALUE_STRING);
                assertThat(parser.getString()).isEqualTo(text);
            }
            case JsonNumber(String text) -> {
                assertThat(parser.currentToken().isNumeric()).isTrue();
                assertThat(parser.getString()).isEqualTo(text);
            }
            case JsonBool(boolean bool) ->
                assertThat(parser.currentToken()).isEqualTo(bool ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE);
            case JsonNull() -> assertThat(parser.currentToken()).isEqualTo(JsonToken.VALUE_NULL);
        }
    }

    private static void compareMembers(JsonObject object, JsonParser parser) {
        assertThat(parser.currentToken()).isEqualTo(JsonToken.START_OBJECT);
        object.members().forEach((name, member) -> {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.PROPERTY_NAME);
            assertThat(parser.currentName()).isEqualTo(name);
            parser.nextToken();
            compare(member, parser);
        });
        assertThat(parser.nextToken()).isEqualTo(JsonToken.END_OBJECT);
    }

    private static void compareElements(JsonArray array, JsonParser parser) {
        assertThat(parser.currentToken()).isEqualTo(JsonToken.START_ARRAY);
        for (JsonValue element : array.elements()) {
            parser.nextToken();
            compare(element, parser);
        }
        assertThat(parser.nextToken()).isEqualTo(JsonToken.END_ARRAY);
    }
}
