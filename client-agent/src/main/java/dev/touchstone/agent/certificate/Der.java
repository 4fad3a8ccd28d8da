package dev.touchstone.agent.certificate;

import dev.touchstone.bytes.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** DER as it is written (X.690 §10), as far as a request and a key need it. */
final class Der {

    private static final int LINE = 64;

    private Der() {}

    static Bytes sequence(Bytes... parts) {
        return element(0x30, Bytes.concat(parts));
    }

    static Bytes set(Bytes only) {
        return element(0x31, only);
    }

    static Bytes integer(Bytes magnitude) {
        return element(0x02, Bytes.of(new BigInteger(1, magnitude.toArray()).toByteArray()));
    }

    static Bytes bitString(Bytes bits) {
        return element(0x03, Bytes.concat(Bytes.of((byte) 0), bits));
    }

    static Bytes octetString(Bytes octets) {
        return element(0x04, octets);
    }

    static Bytes utf8(String text) {
        return element(0x0c, Bytes.ofUtf8(text));
    }

    static Bytes yes() {
        return element(0x01, Bytes.of((byte) 0xff));
    }

    static Bytes nothing() {
        return element(0x05, Bytes.EMPTY);
    }

    /** A constructed element of a context-specific class. */
    static Bytes tagged(int number, Bytes content) {
        return element(0xa0 | number, content);
    }

    /** A primitive one. */
    static Bytes implicit(int number, Bytes content) {
        return element(0x80 | number, content);
    }

    static Bytes oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        Bytes encoded = arc(40L * Long.parseLong(arcs[0]) + Long.parseLong(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            encoded = Bytes.concat(encoded, arc(Long.parseLong(arcs[i])));
        }
        return element(0x06, encoded);
    }

    /** Base 128, the highest digit first, every octet but the last marked (X.690 §8.19.2). */
    private static Bytes arc(long value) {
        Bytes encoded = Bytes.of((byte) (value & 0x7f));
        for (long rest = value >>> 7; rest != 0; rest >>>= 7) {
            encoded = Bytes.concat(Bytes.of((byte) ((rest & 0x7f) | 0x80)), encoded);
        }
        return encoded;
    }

    private static Bytes element(int tag, Bytes content) {
        return Bytes.concat(Bytes.of((byte) tag), length(content.length()), content);
    }

    private static Bytes length(int length) {
        if (length < 0x80) {
            return Bytes.of((byte) length);
        }
        return length < 0x100
                ? Bytes.of((byte) 0x81, (byte) length)
                : Bytes.of((byte) 0x82, (byte) (length >> 8), (byte) length);
    }

    /** PEM (RFC 7468). */
    static String pem(String label, Bytes der) {
        String body = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der.toArray());
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
