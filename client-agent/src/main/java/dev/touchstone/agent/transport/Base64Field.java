package dev.touchstone.agent.transport;

import dev.touchstone.bytes.Bytes;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Binary fields of the wire contract: standard base64, padding optional. */
final class Base64Field {

    private Base64Field() {}

    static Bytes decode(@Nullable String text, String field) throws ExchangeException.Incomprehensible {
        try {
            return Bytes.of(Base64.getDecoder().decode(required(text, field)));
        } catch (IllegalArgumentException e) {
            throw new ExchangeException.Incomprehensible("the server's '" + field + "' is not base64", e);
        }
    }

    static <T> T required(@Nullable T value, String field) throws ExchangeException.Incomprehensible {
        if (value == null) {
            throw new ExchangeException.Incomprehensible("the server's answer lacks '" + field + "'");
        }
        return value;
    }
}
