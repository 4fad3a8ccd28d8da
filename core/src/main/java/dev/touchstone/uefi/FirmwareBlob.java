package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.Optional;

/**
 * Where measured firmware lies: UEFI_PLATFORM_FIRMWARE_BLOB and _BLOB2 (PC Client PFP §10.2.4).
 *
 * @param base address, unsigned
 * @param length bytes, unsigned
 * @param description as logged, not fit to show as it is; at most 255 characters
 */
public record FirmwareBlob(long base, long length, Optional<String> description) {

    /**
     * Reads the form without a description.
     *
     * @throws MalformedException if the bytes are not that
     */
    public static FirmwareBlob parse(Bytes bytes) throws MalformedException {
        return read(bytes.reader(), Optional.empty());
    }

    /**
     * Reads the form with a description.
     *
     * @throws MalformedException if the bytes are not that
     */
    public static FirmwareBlob parseDescribed(Bytes bytes) throws MalformedException {
        ByteReader reader = bytes.reader();
        return read(reader, Optional.of(description(reader)));
    }

    /** A byte that counts bytes, and those. */
    static String description(ByteReader reader) throws MalformedException {
        return Wide.orNarrow(reader.bytes(reader.u8("description size"), "description"));
    }

    private static FirmwareBlob read(ByteReader reader, Optional<String> description) throws MalformedException {
        FirmwareBlob blob = new FirmwareBlob(reader.u64le("blob base"), reader.u64le("blob length"), description);
        reader.requireEnd("the firmware blob");
        return blob;
    }
}
