package dev.touchstone.json;

import dev.touchstone.bytes.MalformedException;
import java.util.HexFormat;

/** Strings, numbers and words: RFC 8259 §3, §6, §7. */
final class JsonScalars {

    private static final int ESCAPED_DIGITS = 4;

    private final JsonCursor cursor;

    JsonScalars(JsonCursor cursor) {
        this.cursor = cursor;
    }

    JsonValue word(String word, JsonValue value) throws MalformedException {
        for (int i = 0; i < word.length(); i++) {
            if (!cursor.skip(word.charAt(i))) {
                throw cursor.expected("'" + word + "'");
            }
        }
        return value;
    }

    JsonNumber number() throws MalformedException {
        int start = cursor.position();
        cursor.skip('-');
        if (!cursor.skip('0')) {
            digits();
        } else if (cursor.atDigit()) {
            throw cursor.malformed("a number has a leading zero");
        }
        if (cursor.skip('.')) {
            digits();
        }
        if (cursor.skip('e') || cursor.skip('E')) {
            if (!cursor.skip('+')) {
                cursor.skip('-');
            }
            digits();
        }
        int length = cursor.position() - start;
        if (length > Json.MAX_NUMBER_LENGTH) {
            throw new MalformedException(start, "a number of " + length + " characters");
        }
        return new JsonNumber(cursor.ascii(start));
    }

    private void digits() throws MalformedException {
        if (!cursor.atDigit()) {
            throw cursor.expected("a digit");
        }
        while (cursor.atDigit()) {
            cursor.advance();
        }
    }

    /** A string, the cursor being at its opening quote. */
    String string() throws MalformedException {
        cursor.advance();
        StringBuilder text = new StringBuilder();
        while (true) {
            plain(text);
            if (cursor.skip('"')) {
                return text.toString();
            }
            if (!cursor.skip('\\')) {
                throw cursor.expected("a character or the end of a string");
            }
            escape(text);
        }
    }

    /** Appends the longest run of characters that stand for themselves. */
    private void plain(StringBuilder text) throws MalformedException {
        int start = cursor.position();
        while (cursor.peek() >= ' ' && cursor.peek() != '"' && cursor.peek() != '\\') {
            cursor.advance();
        }
        cursor.append(start, text);
    }

    private void escape(StringBuilder text) throws MalformedException {
        if (cursor.skip('u')) {
            unicode(text);
            return;
        }
        text.append(
                switch (cursor.peek()) {
                    case '"' -> '"';
                    case '\\' -> '\\';
                    case '/' -> '/';
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> throw cursor.expected("an escaped character");
                });
        cursor.advance();
    }

    /** One UTF-16 unit, or a pair: half of one is no character, and no UTF-8 could say what was meant. */
    private void unicode(StringBuilder text) throws MalformedException {
        char first = unit();
        text.append(first);
        if (Character.isLowSurrogate(first)) {
            throw cursor.malformed("a lone surrogate is escaped");
        }
        if (Character.isHighSurrogate(first)) {
            char second = cursor.skip('\\') && cursor.skip('u') ? unit() : 0;
            if (!Character.isLowSurrogate(second)) {
                throw cursor.malformed("a lone surrogate is escaped");
            }
            text.append(second);
        }
    }

    private char unit() throws MalformedException {
        int unit = 0;
        for (int i = 0; i < ESCAPED_DIGITS; i++) {
            if (!HexFormat.isHexDigit(cursor.peek())) {
                throw cursor.expected("a hex digit");
            }
            unit = unit << 4 | HexFormat.fromHexDigit(cursor.peek());
            cursor.advance();
        }
        return (char) unit;
    }
}
