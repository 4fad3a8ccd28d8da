package dev.touchstone.log.ima;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** A measurement list as the kernel would write it, and the PCR it leads to, by arithmetic of its own; to be spoilt. */
public final class ImaListBuilder {

    private final List<Entry> entries = new ArrayList<>();

    /** One record. */
    public record Entry(int pcr, Bytes header, String template, Bytes data) {

        /** Named another PCR, hashed as before. */
        public Entry withPcr(int other) {
            return new Entry(other, header, template, data);
        }

        /** With another template hash. */
        public Entry withHeader(Bytes other) {
            return new Entry(pcr, other, template, data);
        }

        /** With other data, but the template hash of the old. */
        public Entry withData(Bytes other) {
            return new Entry(pcr, header, template, other);
        }

        /** Its bytes in the list. */
        public Bytes build() {
            Bytes name = Bytes.ofUtf8(template);
            return Bytes.concat(u32(pcr), header, u32(name.length()), name, u32(data.length()), data);
        }
    }

    /** The size of a field or the like. */
    public static Bytes u32(long value) {
        return Bytes.of(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) value)
                .array());
    }

    /** Template data of these fields. */
    public static Bytes fields(Bytes... fields) {
        return Bytes.concat(
                Arrays.stream(fields).map(f -> Bytes.concat(u32(f.length()), f)).toArray(Bytes[]::new));
    }

    /** The field d-ng. */
    public static Bytes digest(String algorithm, Bytes value) {
        return Bytes.concat(Bytes.ofUtf8(algorithm + ":\0"), value);
    }

    /** The field n-ng. */
    public static Bytes name(String path) {
        return Bytes.ofUtf8(path + "\0");
    }

    /** Adds a record of PCR 10. */
    public ImaListBuilder add(String template, Bytes... fields) {
        Bytes data = fields(fields);
        entries.add(new Entry(10, hash(HashAlgorithm.SHA1, data), template, data));
        return this;
    }

    /** Adds a file whose content is its path. */
    public ImaListBuilder file(String path) {
        return add("ima-ng", digest("sha256", hash(HashAlgorithm.SHA256, Bytes.ofUtf8(path))), name(path));
    }

    /** Adds a violation. */
    public ImaListBuilder violation(String path) {
        add("ima-ng", digest("sha256", Bytes.filled(32, 0)), name(path));
        return change(entries.size() - 1, e -> e.withHeader(Bytes.filled(20, 0)));
    }

    /** Adds files {@code /bin/0} and so on. */
    public static ImaListBuilder ofFiles(int count) {
        ImaListBuilder list = new ImaListBuilder();
        for (int i = 0; i < count; i++) {
            list.file("/bin/" + i);
        }
        return list;
    }

    /** Changes one record. */
    public ImaListBuilder change(int index, UnaryOperator<Entry> how) {
        entries.set(index, how.apply(entries.get(index)));
        return this;
    }

    /** The records, to be changed. */
    public List<Entry> entries() {
        return entries;
    }

    /** The list's bytes. */
    public Bytes build() {
        return Bytes.concat(entries.stream().map(Entry::build).toArray(Bytes[]::new));
    }

    /** The list, which must be well formed. */
    public ImaLog parse() {
        return parsed(build());
    }

    /** A list that must be well formed. */
    public static ImaLog parsed(Bytes binary) {
        try {
            return ImaLog.parse(binary);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** A list in ASCII that must be well formed. */
    public static ImaLog parsedAscii(Bytes ascii) {
        try {
            return ImaLog.parseAscii(ascii);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** The PCR after the first {@code count} records, from {@code start}, as kernels since 5.8 extend it. */
    public Bytes value(HashAlgorithm bank, Bytes start, int count) {
        Bytes value = start;
        for (Entry entry : entries.subList(0, count)) {
            Bytes extended = entry.header().consistsOf(0) ? Bytes.filled(bank.size(), 0xff) : hash(bank, entry.data());
            value = hash(bank, Bytes.concat(value, extended));
        }
        return value;
    }

    /** The same as kernels before 5.8 extend it. */
    public Bytes paddedValue(HashAlgorithm bank, int count) {
        Bytes value = Bytes.filled(bank.size(), 0);
        for (Entry entry : entries.subList(0, count)) {
            Bytes extended =
                    entry.header().consistsOf(0) ? Bytes.filled(20, 0xff) : hash(HashAlgorithm.SHA1, entry.data());
            value = hash(bank, Bytes.concat(value, extended, Bytes.filled(bank.size() - 20, 0)));
        }
        return value;
    }

    /** The PCR from zeros after every record. */
    public Bytes value(HashAlgorithm bank) {
        return value(bank, Bytes.filled(bank.size(), 0), entries.size());
    }

    private static Bytes hash(HashAlgorithm algorithm, Bytes data) {
        try {
            return Bytes.of(MessageDigest.getInstance(algorithm.jcaName()).digest(data.toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
