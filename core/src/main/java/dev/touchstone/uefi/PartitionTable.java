package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * The partition table of the disk booted from: UEFI_GPT_DATA (PC Client PFP §10.2.5; UEFI §5.3.2).
 *
 * @param disk the disk's GUID
 * @param partitions the entries in use, in order
 */
public record PartitionTable(Guid disk, List<Partition> partitions) {

    private static final Bytes SIGNATURE = Bytes.ofUtf8("EFI PART");
    private static final int HEADER = 92;
    private static final int MAX_HEADER = 4096;
    private static final int MIN_ENTRY = 128;
    private static final int MAX_ENTRY = 4096;
    private static final int UNTIL_DISK = 56 - 16;
    private static final int AFTER_DISK = 84 - 72;

    public PartitionTable {
        partitions = List.copyOf(partitions);
    }

    /**
     * Reads a table: a header of as many bytes as it says of itself, the number of entries, and the entries.
     *
     * @throws MalformedException if the bytes are not that
     */
    public static PartitionTable parse(Bytes bytes) throws MalformedException {
        ByteReader reader = bytes.reader();
        if (!reader.bytes(SIGNATURE.length(), "GPT signature").equals(SIGNATURE)) {
            throw reader.malformed("no GPT header");
        }
        reader.u32le("revision");
        long headerSize = bounded(reader, reader.u32le("header size"), HEADER, MAX_HEADER, "header");
        reader.sub(UNTIL_DISK, "GPT header");
        Guid disk = Guid.read(reader, "disk GUID");
        reader.sub(AFTER_DISK, "GPT header");
        long entrySize = bounded(reader, reader.u32le("entry size"), MIN_ENTRY, MAX_ENTRY, "entry");
        reader.sub(headerSize - reader.offset(), "GPT header");
        PartitionTable table = new PartitionTable(disk, entries(reader, entrySize));
        reader.requireEnd("the partition table");
        return table;
    }

    private static List<Partition> entries(ByteReader reader, long size) throws MalformedException {
        long count = reader.u64le("number of partitions");
        if (count < 0 || count > reader.remaining() / size) {
            throw reader.malformed("more partitions than there are bytes for");
        }
        List<Partition> entries = new ArrayList<>((int) count);
        for (int i = 0; i < count; i++) {
            entries.add(Partition.read(reader.sub(size, "partition entry")));
        }
        return entries;
    }

    private static long bounded(ByteReader reader, long size, int min, int max, String what) throws MalformedException {
        if (size < min || size > max) {
            throw reader.malformed("GPT " + what + " of " + size + " bytes");
        }
        return size;
    }
}
