package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measured configuration tables: UEFI_HANDOFF_TABLE_POINTERS and _POINTERS2 (PC Client PFP §10.2.7).
 *
 * @param description as logged, not fit to show as it is; at most 255 characters
 * @param tables in order
 */
public record HandoffTables(Optional<String> description, List<Table> tables) {

    public HandoffTables {
        tables = List.copyOf(tables);
    }

    /**
     * EFI_CONFIGURATION_TABLE (UEFI §4.6).
     *
     * @param vendor what table it is
     * @param pointer address, unsigned
     */
    public record Table(Guid vendor, long pointer) {

        private static final int SIZE = 24;
    }

    /**
     * Reads the form without a description.
     *
     * @throws MalformedException if the bytes are not that
     */
    public static HandoffTables parse(Bytes bytes) throws MalformedException {
        return read(bytes.reader(), Optional.empty());
    }

    /**
     * Reads the form with a description.
     *
     * @throws MalformedException if the bytes are not that
     */
    public static HandoffTables parseDescribed(Bytes bytes) throws MalformedException {
        ByteReader reader = bytes.reader();
        return read(reader, Optional.of(FirmwareBlob.description(reader)));
    }

    private static HandoffTables read(ByteReader reader, Optional<String> description) throws MalformedException {
        long count = reader.u64le("number of tables");
        if (count < 0 || count > reader.remaining() / Table.SIZE) {
            throw reader.malformed("more tables than there are bytes for");
        }
        List<Table> tables = new ArrayList<>((int) count);
        for (int i = 0; i < count; i++) {
            tables.add(new Table(Guid.read(reader, "table GUID"), reader.u64le("table pointer")));
        }
        reader.requireEnd("the tables");
        return new HandoffTables(description, tables);
    }
}
