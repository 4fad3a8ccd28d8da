package dev.touchstone.log.ima;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.nio.charset.StandardCharsets;

/** Prints a record as the kernel does in {@code ascii_runtime_measurements}. */
final class AsciiPrinter {

    private AsciiPrinter() {}

    static String print(ImaRecord printed) throws MalformedException {
        StringBuilder line =
                new StringBuilder("%2d %s %s".formatted(printed.pcr(), printed.headerDigest(), printed.template()));
        ByteReader fields = printed.templateData().reader();
        for (Field field : Template.named(printed.template()).orElseThrow().fields()) {
            line.append(' ').append(field(field, fields.bytes(fields.u32le("size"), "field")));
        }
        return line.append('\n').toString();
    }

    private static String field(Field field, Bytes value) throws MalformedException {
        if (value.isEmpty()) {
            return "";
        }
        return switch (field.form()) {
            case HEX -> value.toHex();
            case TEXT -> value.toText(StandardCharsets.UTF_8, 0, value.length() - 1);
            case NUMBER_32 -> Long.toString(value.reader().u32le("number"));
            case NUMBER_16 -> Integer.toString(value.reader().u16le("number"));
            case DIGEST -> digest(field, value);
        };
    }

    private static String digest(Field field, Bytes value) {
        int at = 0;
        while (field != Field.D && value.at(at) != 0) {
            at++;
        }
        int from = field == Field.D ? 0 : at + 1;
        return value.toText(StandardCharsets.US_ASCII, 0, at) + value.slice(from, value.length());
    }
}
