package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.MalformedException;

/**
 * An entry of a partition table: GPT Partition Entry (UEFI §5.3.3).
 *
 * @param type what it is for
 * @param id its unique GUID
 * @param firstLba of its first block, unsigned
 * @param lastLba of its last block, unsigned
 * @param attributes bits
 * @param name as logged, not fit to show as it is; at most 36 characters of an entry of the usual size
 */
public record Partition(Guid type, Guid id, long firstLba, long lastLba, long attributes, String name) {

    private static final int NAME = 72;

    /** Reads an entry; what an entry of more than 128 bytes has after the name is reserved. */
    static Partition read(ByteReader reader) throws MalformedException {
        return new Partition(
                Guid.read(reader, "partition type"),
                Guid.read(reader, "partition GUID"),
                reader.u64le("first block"),
                reader.u64le("last block"),
                reader.u64le("partition attributes"),
                Wide.untilNul(reader.bytes(NAME, "partition name")));
    }
}
