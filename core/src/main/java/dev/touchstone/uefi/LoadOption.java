package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;

/**
 * A boot option, the content of {@code Boot####}: EFI_LOAD_OPTION (UEFI §3.1.3).
 *
 * @param attributes unsigned 32 bits
 * @param description as logged, not fit to show as it is; at most {@value #MAX_DESCRIPTION} characters
 * @param path of what is loaded; what other paths the option has is read, and not kept
 * @param optionalData handed to what is loaded
 */
public record LoadOption(long attributes, String description, DevicePath path, Bytes optionalData) {

    /** Characters a description may have. */
    public static final int MAX_DESCRIPTION = 1024;

    private static final int ACTIVE = 0x1;

    /**
     * Reads a boot option.
     *
     * @throws MalformedException if the bytes are not one
     */
    public static LoadOption parse(Bytes bytes) throws MalformedException {
        ByteReader reader = bytes.reader();
        long attributes = reader.u32le("attributes");
        int pathsLength = reader.u16le("device paths length");
        String description = Wide.terminated(reader, MAX_DESCRIPTION, "description");
        ByteReader paths = reader.sub(pathsLength, "device paths");
        DevicePath path = DevicePath.read(paths);
        while (!paths.atEnd()) {
            DevicePath.read(paths);
        }
        return new LoadOption(attributes, description, path, reader.rest());
    }

    /** Whether the boot manager tries it by itself: LOAD_OPTION_ACTIVE. */
    public boolean active() {
        return (attributes & ACTIVE) != 0;
    }
}
