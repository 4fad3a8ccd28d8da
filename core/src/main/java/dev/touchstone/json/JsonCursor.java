package dev.touchstone.json;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** A place in a JSON text. */
final class JsonCursor {

    /** What {@link #peek} gives past the last byte. */
    static final int END = -1;

    private final byte[] text;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder(); // reports ill-formed input, never replaces
    private int position;

    JsonCursor(Bytes text) {
        this.text = text.toArray();
    }

    int position() {
        return position;
    }

    /** The next byte, or {@link #END}. */
    int peek() {
        return position < text.length ? text[position] & 0xff : END;
    }

    boolean atDigit() {
        return peek() >= '0' && peek() <= '9';
    }

    void advance() {
        position++;
    }

    /** Steps over {@code octet} if it is next. */
    boolean skip(char octet) {
        if (peek() != octet) {
            return false;
        }
        position++;
        return true;
    }

    /** Whitespace as RFC 8259 §2 has it. */
    void skipWhitespace() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
            position++;
        }
    }

    /** The text from {@code from} up to here, which must be well-formed UTF-8. */
    String since(int from) throws MalformedException {
        try {
            return utf8.decode(ByteBuffer.wrap(text, from, position - from)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException(from, "a string is not UTF-8");
        }
    }

    /** A refusal at this place, saying what was found there. */
    MalformedException expected(String what) {
        return malformed("expected " + what + ", found " + found());
    }

    MalformedException malformed(String message) {
        return new MalformedException(position, message);
    }

    private String found() {
        int octet = peek();
        if (octet == END) {
            return "the end";
        }
        return octet > ' ' && octet < 0x7f ? "'" + (char) octet + "'" : "byte 0x%02x".formatted(octet);
    }
}
