package dev.touchstone.server.radius.packet;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A RADIUS packet (RFC 2865 §3): code, identifier, length, authenticator, attributes.
 *
 * @param code what it is (RFC 5176 §2.3): {@link #DISCONNECT_REQUEST} and so on
 * @param identifier pairs an answer with its request, 0 to 255
 * @param authenticator 16 bytes
 */
record Packet(int code, int identifier, Bytes authenticator, List<Attribute> attributes) {

    static final int DISCONNECT_REQUEST = 40;
    static final int COA_REQUEST = 43;
    static final int AUTHENTICATOR_OFFSET = 4;
    static final int AUTHENTICATOR = 16;
    static final int HEADER = AUTHENTICATOR_OFFSET + AUTHENTICATOR;
    static final int MAX_LENGTH = 4096;

    private static final int ATTRIBUTE_HEADER = 2;

    Packet {
        attributes = List.copyOf(attributes);
    }

    /** Reads a datagram. What lies beyond the length it states is padding. */
    static Packet parse(Bytes datagram) throws MalformedException {
        ByteReader reader = datagram.reader();
        int code = reader.u8("code");
        int identifier = reader.u8("identifier");
        int length = reader.u16("length");
        if (length < HEADER || length > MAX_LENGTH) {
            throw reader.malformed("a packet has " + HEADER + " to " + MAX_LENGTH + " bytes, not " + length);
        }
        ByteReader body = reader.sub(length - AUTHENTICATOR_OFFSET, "packet");
        Bytes authenticator = body.bytes(AUTHENTICATOR, "authenticator");
        return new Packet(code, identifier, authenticator, attributes(body));
    }

    private static List<Attribute> attributes(ByteReader body) throws MalformedException {
        List<Attribute> attributes = new ArrayList<>();
        while (!body.atEnd()) {
            int type = body.u8("attribute type");
            int length = body.u8("attribute length");
            if (length < ATTRIBUTE_HEADER) {
                throw body.malformed("an attribute cannot be " + length + " bytes long");
            }
            attributes.add(new Attribute(type, body.bytes(length - ATTRIBUTE_HEADER, "attribute")));
        }
        return attributes;
    }

    /** On the wire. */
    Bytes toBytes() {
        ByteBuffer out = ByteBuffer.allocate(length())
                .put((byte) code)
                .put((byte) identifier)
                .putShort((short) length())
                .put(authenticator.toArray());
        for (Attribute attribute : attributes) {
            out.put((byte) attribute.type())
                    .put((byte) (ATTRIBUTE_HEADER + attribute.value().length()))
                    .put(attribute.value().toArray());
        }
        return Bytes.of(out.array());
    }

    private int length() {
        return HEADER
                + attributes.stream()
                        .mapToInt(a -> ATTRIBUTE_HEADER + a.value().length())
                        .sum();
    }

    Packet with(Bytes other) {
        return new Packet(code, identifier, other, attributes);
    }

    /** The same with another value of every attribute of this type. */
    Packet with(int type, Bytes value) {
        return new Packet(
                code,
                identifier,
                authenticator,
                attributes.stream()
                        .map(a -> a.type() == type ? new Attribute(type, value) : a)
                        .toList());
    }

    /** The values of a type, in order. */
    List<Bytes> values(int type) {
        return attributes.stream()
                .filter(a -> a.type() == type)
                .map(Attribute::value)
                .toList();
    }

    /** Whether it is the ACK of a request of this code: 41 of 40, 44 of 43. */
    boolean acknowledges(int request) {
        return code == request + 1;
    }

    /** Whether it is the NAK of a request of this code: 42 of 40, 45 of 43. */
    boolean refuses(int request) {
        return code == request + 2;
    }

    /** Error-Cause (RFC 5176 §3.5); empty if there is none that can be read. */
    Optional<Integer> errorCause() {
        return values(Attribute.ERROR_CAUSE).stream()
                .filter(v -> v.length() == Integer.BYTES)
                .map(v -> ByteBuffer.wrap(v.toArray()).getInt())
                .findFirst();
    }
}
