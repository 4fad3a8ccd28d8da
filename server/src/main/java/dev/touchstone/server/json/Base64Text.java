package dev.touchstone.server.json;

import dev.touchstone.bytes.Bytes;
import java.util.Base64;

/**
 * Base64 as RFC 4648 §4 writes it: the standard alphabet, padding whole or absent, no line breaks, unused bits zero, so
 * that one byte string has two spellings and no more.
 */
final class Base64Text {

    private Base64Text() {}

    static Bytes parse(String text) {
        byte[] decoded = Base64.getDecoder().decode(text);
        String canonical = Base64.getEncoder().encodeToString(decoded);
        String unpadded = Base64.getEncoder().withoutPadding().encodeToString(decoded);
        if (!text.equals(canonical) && !text.equals(unpadded)) {
            throw new IllegalArgumentException("not canonical base64");
        }
        return Bytes.of(decoded);
    }
}
