package dev.touchstone.server.json;

import java.time.DateTimeException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads a value from a JSON string, and from nothing else: no number, no null, no empty string in its place. */
final class StrictText<T> extends StdScalarDeserializer<T> {

    private final Class<T> type;
    private final String expected;
    private final transient Function<String, T> parse;

    StrictText(Class<T> type, String expected, Function<String, T> parse) {
        super(type);
        this.type = type;
        this.expected = expected;
        this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return context.reportInputMismatch(this, expected);
        }
        try {
            return parse.apply(parser.getString());
        } catch (IllegalArgumentException | DateTimeException _) {
            // The parser's own message would quote what the client sent.
            return context.reportInputMismatch(this, expected);
        }
    }

    @Override
    public @Nullable Object getNullValue(DeserializationContext context) {
        return context.reportInputMismatch(this, expected);
    }

    /** Absence is not null: whether the field may be left out is for {@link RequiredUnlessNullable} to say. */
    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
        return null;
    }

    @Override
    public Class<T> handledType() {
        return type;
    }
}
