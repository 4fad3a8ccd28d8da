package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A device path node in the text form of UEFI §10.6, and that of the types with few subtypes. */
final class NodeText {

    private static final int HARDWARE = 1;
    private static final int ACPI = 2;
    private static final int MESSAGING = 3;
    private static final int BBS = 5;

    private static final List<String> BBS_DEVICES = List.of("", "Floppy", "HD", "CDROM", "PCMCIA", "USB", "Network");

    private NodeText() {}

    static String of(DevicePath.Node node) {
        ByteReader reader = node.data().reader();
        try {
            String text = switch (node.type()) {
                case HARDWARE -> hardware(node.subtype(), reader);
                case ACPI -> AcpiText.of(node.subtype(), reader);
                case MESSAGING -> MessagingText.of(node.subtype(), reader);
                case MediaText.TYPE -> MediaText.of(node.subtype(), reader);
                case BBS -> bbs(node.subtype(), reader);
                default -> throw unknown(reader);
            };
            reader.requireEnd("the node");
            return text;
        } catch (MalformedException _) {
            return generic(node);
        }
    }

    private static String generic(DevicePath.Node node) {
        String data = node.data().isEmpty() ? "" : "," + Shown.hex(node.data());
        return "Path(" + node.type() + "," + node.subtype() + data + ")";
    }

    static MalformedException unknown(ByteReader reader) {
        return reader.malformed("a node unknown here");
    }

    /** {@code Name(0x1,0x2)}. */
    static String hex(String name, long... values) {
        StringBuilder text = new StringBuilder(name).append('(');
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ",").append(Shown.hex(values[i]));
        }
        return text.append(')').toString();
    }

    /** {@code Name(guid)}, or {@code Name(guid,hex)} with a vendor's data. */
    static String vendor(String name, Guid vendor, ByteReader reader) throws MalformedException {
        String data = reader.atEnd() ? "" : "," + Shown.hex(reader.rest());
        return name + "(" + vendor + data + ")";
    }

    private static String hardware(int subtype, ByteReader reader) throws MalformedException {
        return switch (subtype) {
            case 1 -> {
                int function = reader.u8("function");
                yield hex("Pci", reader.u8("device"), function);
            }
            case 2 -> hex("PcCard", reader.u8("function"));
            case 3 -> hex("MemoryMapped", reader.u32le("type"), reader.u64le("start"), reader.u64le("end"));
            case 4 -> vendor("VenHw", Guid.read(reader, "vendor"), reader);
            case 5 -> hex("Ctrl", reader.u32le("controller"));
            case 6 -> hex("BMC", reader.u8("interface"), reader.u64le("base"));
            default -> throw unknown(reader);
        };
    }

    private static String bbs(int subtype, ByteReader reader) throws MalformedException {
        if (subtype != 1) {
            throw unknown(reader);
        }
        int device = reader.u16le("device type");
        String status = Shown.hex(reader.u16le("status"));
        String description = narrow(reader);
        boolean named = device > 0 && device < BBS_DEVICES.size();
        return "BBS(" + (named ? BBS_DEVICES.get(device) : Shown.hex(device)) + "," + description + "," + status + ")";
    }

    /** The rest as a string of bytes, printable, without the NUL it may end with. */
    static String narrow(ByteReader reader) throws MalformedException {
        String text = reader.rest().toUtf8();
        return Shown.text(text.endsWith("\0") ? text.substring(0, text.length() - 1) : text);
    }

    /** The next bytes up to a NUL, printable. */
    static String terminated(ByteReader reader) throws MalformedException {
        int from = reader.offset();
        while (reader.u8("string") != 0) {
            // to the NUL
        }
        int to = reader.offset() - 1;
        return Shown.text(reader.between(from, to).toText(StandardCharsets.UTF_8, 0, to - from));
    }
}
