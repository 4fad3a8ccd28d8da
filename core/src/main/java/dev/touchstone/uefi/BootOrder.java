package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The order in which boot options are tried: {@code BootOrder} (UEFI §3.3).
 *
 * @param options the numbers of {@code Boot####}, 0–65535, first choice first
 */
public record BootOrder(List<Integer> options) {

    /** There are no more options than this. */
    private static final int MAX_OPTIONS = 0x10000;

    public BootOrder {
        options = List.copyOf(options);
    }

    /**
     * Reads a boot order; no bytes are an order of nothing.
     *
     * @throws MalformedException if the bytes are no array of 16-bit numbers, or too long a one
     */
    public static BootOrder parse(Bytes bytes) throws MalformedException {
        ByteReader reader = bytes.reader();
        if (bytes.length() > 2 * MAX_OPTIONS) {
            throw reader.malformed("more options than there can be");
        }
        List<Integer> options = new ArrayList<>(bytes.length() / 2);
        while (!reader.atEnd()) {
            options.add(reader.u16le("boot option"));
        }
        return new BootOrder(options);
    }

    /** {@code 0001, 0000}: in hex, as the variables are named. */
    @Override
    public String toString() {
        return options.stream().map("%04X"::formatted).collect(Collectors.joining(", "));
    }
}
