package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.Map;
import java.util.Optional;

/** Media device path nodes (UEFI §10.3.5) in their text form. */
final class MediaText {

    static final int TYPE = 4;
    static final int FILE_PATH = 4;

    private static final int HARD_DRIVE = 1;
    private static final int HARD_DRIVE_SIZE = 38;
    private static final int SIGNATURE_AT = 20;
    private static final int SIGNATURE_TYPE_AT = 37;
    private static final int MBR = 1;
    private static final int GPT = 2;

    private static final Map<Guid, String> RAM_DISKS = Map.of(
            Guid.of("77ab535a-45fc-624b-5560-f7b281d1f96e"), "VirtualDisk",
            Guid.of("3d5abd30-4175-87ce-6d64-d2ade523c4bb"), "VirtualCD",
            Guid.of("5cea02c9-4d07-69d3-269f-4496fbe096f9"), "PersistentVirtualDisk",
            Guid.of("08018188-42cd-bb48-100f-5387d53ded3d"), "PersistentVirtualCD");

    private MediaText() {}

    static String of(int subtype, ByteReader reader) throws MalformedException {
        return switch (subtype) {
            case HARD_DRIVE -> hardDrive(reader);
            case 2 -> NodeText.hex("CDROM", reader.u32le("boot entry"), reader.u64le("start"), reader.u64le("size"));
            case 3 -> NodeText.vendor("VenMedia", Guid.read(reader, "vendor"), reader);
            case FILE_PATH -> Shown.text(Wide.withoutEnd(reader.rest()));
            case 5 -> "Media(" + Guid.read(reader, "protocol") + ")";
            case 6 -> "FvFile(" + Guid.read(reader, "firmware file") + ")";
            case 7 -> "Fv(" + Guid.read(reader, "firmware volume") + ")";
            case 8 -> offset(reader);
            case 9 -> ramDisk(reader);
            default -> throw NodeText.unknown(reader);
        };
    }

    /** The partition's GUID, of a hard drive node that has one. */
    static Optional<Guid> partition(DevicePath.Node node) {
        Bytes data = node.data();
        return node.type() == TYPE
                        && node.subtype() == HARD_DRIVE
                        && data.length() == HARD_DRIVE_SIZE
                        && data.at(SIGNATURE_TYPE_AT) == GPT
                ? Optional.of(new Guid(data.slice(SIGNATURE_AT, SIGNATURE_AT + Guid.SIZE)))
                : Optional.empty();
    }

    private static String hardDrive(ByteReader reader) throws MalformedException {
        long number = reader.u32le("partition number");
        String extent = Shown.hex(reader.u64le("start")) + "," + Shown.hex(reader.u64le("size"));
        Guid signature = Guid.read(reader, "signature");
        reader.u8("partition format");
        int type = reader.u8("signature type");
        String disk = switch (type) {
            case MBR -> "MBR,0x%08X".formatted(signature.value().u32le(0));
            case GPT -> "GPT," + signature;
            default -> type + ",0";
        };
        return "HD(" + number + "," + disk + "," + extent + ")";
    }

    private static String offset(ByteReader reader) throws MalformedException {
        reader.u32le("reserved");
        return NodeText.hex("Offset", reader.u64le("start"), reader.u64le("end"));
    }

    private static String ramDisk(ByteReader reader) throws MalformedException {
        String extent = Shown.hex(reader.u64le("start")) + "," + Shown.hex(reader.u64le("end"));
        Guid type = Guid.read(reader, "RAM disk type");
        int instance = reader.u16le("instance");
        String known = RAM_DISKS.get(type);
        return known == null
                ? "RamDisk(" + extent + "," + instance + "," + type + ")"
                : known + "(" + extent + "," + instance + ")";
    }
}
