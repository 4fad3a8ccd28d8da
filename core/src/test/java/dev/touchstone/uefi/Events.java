package dev.touchstone.uefi;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds event data: little-endian, in the order of the calls. */
final class Events {

    /** A parser of event data. */
    interface Parser {
        Object parse(Bytes bytes) throws MalformedException;
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static Events of() {
        return new Events();
    }

    Events u8(int value) {
        out.write(value);
        return this;
    }

    Events u16(int value) {
        return u8(value).u8(value >> 8);
    }

    Events u32(long value) {
        return u16((int) value).u16((int) (value >> 16));
    }

    Events u64(long value) {
        return u32(value).u32(value >>> 32);
    }

    Events guid(String guid) {
        return bytes(Guid.of(guid).value());
    }

    Events bytes(Bytes bytes) {
        out.writeBytes(bytes.toArray());
        return this;
    }

    Events hex(String hex) {
        return bytes(Bytes.ofHex(hex.replace(" ", "")));
    }

    Events ascii(String text) {
        return bytes(Bytes.ofUtf8(text));
    }

    Events wide(String text) {
        return bytes(Bytes.of(text.getBytes(StandardCharsets.UTF_16LE)));
    }

    Events node(int type, int subtype, Events data) {
        Bytes content = data.bytes();
        return u8(type).u8(subtype).u16(content.length() + 4).bytes(content);
    }

    Events endPath() {
        return node(0x7f, 0xff, of());
    }

    /** DER: the tag, the length in its shortest form, the content. */
    static Bytes der(int tag, Bytes... contents) {
        Bytes content = Bytes.concat(contents);
        Events element = of().u8(tag);
        if (content.length() < 0x80) {
            element.u8(content.length());
        } else {
            element.u8(0x82).u8(content.length() >> 8).u8(content.length());
        }
        return element.bytes(content).bytes();
    }

    /** A certificate as small as it can be, with this name twice. */
    static Bytes certificate(Bytes name) {
        Bytes empty = der(0x30);
        Bytes serial = der(0x02, Bytes.filled(1, 1));
        return der(0x30, der(0x30, serial, empty, name, empty, name, empty), empty, der(0x03));
    }

    /** A name of {@code count} attributes with a value of this tag. */
    static Bytes name(int count, int tag, Bytes value) {
        Bytes commonName = der(0x31, der(0x30, der(0x06, Bytes.ofHex("550403")), der(tag, value)));
        Bytes[] all = new Bytes[count];
        Arrays.fill(all, commonName);
        return der(0x30, all);
    }

    /** A signature list with entries of one size, of an owner of zero. */
    static Events list(String type, Bytes... entries) {
        Events list = of().guid(type);
        int size = 16 + (entries.length == 0 ? 0 : entries[0].length());
        list.u32(28L + (long) size * entries.length).u32(0).u32(size);
        for (Bytes entry : entries) {
            list.bytes(Guid.ZERO.value()).bytes(entry);
        }
        return list;
    }

    Bytes bytes() {
        return Bytes.of(out.toByteArray());
    }
}
