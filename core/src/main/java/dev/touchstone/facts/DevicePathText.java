package dev.touchstone.facts;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.FirmwareEvent;
import java.nio.charset.StandardCharsets;

/** The file named by the device path of an EFI_IMAGE_LOAD_EVENT (PC Client PFP §10.2.3; UEFI §10.3.5.4). */
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
            return file.isEmpty() ? "(no file in its device path)" : file;
        } catch (MalformedException _) {
            return "(device path cannot be read)";
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
            if (type == MEDIA && subtype == FILE_PATH) {
                file.append(PrintableText.of(node.toText(StandardCharsets.UTF_16LE, 0, node.length())));
            }
        }
        return PrintableText.of(file.toString());
    }
}
