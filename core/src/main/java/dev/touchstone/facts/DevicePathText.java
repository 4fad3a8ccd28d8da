package dev.touchstone.facts;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.FirmwareEvent;
import java.nio.charset.StandardCharsets;

/**
 * The file named by the device path of an EFI_IMAGE_LOAD_EVENT (PC Client PFP §10.2.3; UEFI §10.3.5.4), written with
 * slashes. The digest is of the image: the path is never bound.
 */
final class DevicePathText {

    private static final int MEDIA = 0x04;
    private static final int FILE_PATH = 0x04;
    private static final int END = 0x7f;
    private static final int NODE_HEADER = 4;

    private DevicePathText() {}

    static String of(FirmwareEvent event) {
        try {
            ByteReader reader = event.data().reader();
            reader.bytes(24, "image location, length and link-time address");
            String file = file(reader.sub(reader.u64le("device path length"), "device path"));
            return file.isEmpty() ? "without a file in its device path" : EventString.quote(file.replace('\\', '/'));
        } catch (MalformedException _) {
            return "with a device path that cannot be read";
        }
    }

    private static String file(ByteReader path) throws MalformedException {
        StringBuilder file = new StringBuilder();
        while (!path.atEnd()) {
            int type = path.u8("node type");
            int subtype = path.u8("node subtype");
            Bytes node = path.bytes(path.u16le("node length") - NODE_HEADER, "device path node");
            if (type == END) {
                break;
            }
            if (type == MEDIA && subtype == FILE_PATH && file.length() <= EventString.MAX_LENGTH) {
                file.append(EventString.decode(node, StandardCharsets.UTF_16LE));
            }
        }
        return file.toString();
    }
}
