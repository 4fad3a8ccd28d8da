package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;

/**
 * A loaded application or driver: UEFI_IMAGE_LOAD_EVENT (PC Client PFP §10.2.3).
 *
 * @param location address in memory, unsigned
 * @param length bytes in memory, unsigned
 * @param linkTimeAddress unsigned
 * @param path of the file; empty where the loader names none
 */
public record ImageLoad(long location, long length, long linkTimeAddress, DevicePath path) {

    /** The pointer, and one byte more, that shim and GRUB count into the event after the path. */
    private static final int MIN_EXCESS = 8;

    private static final int MAX_EXCESS = 9;

    /**
     * Reads an event. Boot loaders log images without a path, and eight or nine bytes that mean nothing after it.
     *
     * @throws MalformedException if the bytes are not such an event
     */
    public static ImageLoad parse(Bytes bytes) throws MalformedException {
        ByteReader reader = bytes.reader();
        long location = reader.u64le("image location");
        long length = reader.u64le("image length");
        long linkTimeAddress = reader.u64le("image link-time address");
        Bytes path = reader.bytes(reader.u64le("device path length"), "device path");
        if (reader.remaining() >= MIN_EXCESS && reader.remaining() <= MAX_EXCESS) {
            reader.rest();
        }
        reader.requireEnd("the device path");
        return new ImageLoad(
                location, length, linkTimeAddress, path.isEmpty() ? DevicePath.NONE : DevicePath.parse(path));
    }
}
