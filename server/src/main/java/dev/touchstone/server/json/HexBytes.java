package dev.touchstone.server.json;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.touchstone.bytes.Bytes;

/**
 * Bytes that travel as hex: digests and Names. {@link Bytes} itself travels as base64.
 *
 * @param bytes the bytes
 */
public record HexBytes(Bytes bytes) {

    /**
     * Reads hex digits of either case and nothing else.
     *
     * @throws IllegalArgumentException if {@code hex} is not an even number of hex digits
     */
    public static HexBytes parse(String hex) {
        return new HexBytes(Bytes.ofHex(hex));
    }

    /** Lower-case hex, two digits a byte. */
    @JsonValue
    @Override
    public String toString() {
        return bytes.toHex();
    }
}
