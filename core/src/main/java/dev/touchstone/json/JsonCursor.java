package dev.touchstone.json;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** A place in a JSON text. */
final class JsonCursor {

    /** What {@link #peek} gives past the last byte. */
    static final int END = -1;

    private static final int SOME = 256;

    private final byte[] text;
    private final ByteBuffer source;
    private final CharBuffer some = CharBuffer.allocate(SOME); // a string may be made of any number of pieces
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder(); // reports ill-formed input, never replaces
    private int position;

    JsonCursor(Bytes text) {
        this.text = text.toArray();
        this.source = ByteBuffer.wrap(this.text);
    }

    int length() {
        return text.length;
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

    /** The ASCII from {@code from} up to here. */
    String ascii(int from) {
        return new String(text, from, position - from, StandardCharsets.US_ASCII);
    }

    /** Appends the text from {@code from} up to here, which must be well-formed UTF-8. */
    void append(int from, StringBuilder to) throws MalformedException {
        source.limit(position).position(from);
        utf8.reset();
        CoderResult result;
        do {
            result = utf8.decode(source, some, true);
            to.append(some.flip());
            some.clear();
        } while (result.isOverflow());
        if (result.isError()) {
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
