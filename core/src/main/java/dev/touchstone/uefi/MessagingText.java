package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;

/** Messaging device path nodes (UEFI §10.3.4) in their text form: what a device hangs on. */
final class MessagingText {

    private static final String[] PARITY = {"D", "N", "E", "O", "M", "S"};
    private static final String[] STOP_BITS = {"D", "1", "1.5", "2"};

    private MessagingText() {}

    static String of(int subtype, ByteReader reader) throws MalformedException {
        return switch (subtype) {
            case 1 -> atapi(reader);
            case 2 -> NodeText.hex("Scsi", reader.u16le("target"), reader.u16le("LUN"));
            case 3 -> fibre(reader);
            case 4 -> firewire(reader);
            case 5 -> NodeText.hex("USB", reader.u8("port"), reader.u8("interface"));
            case 6 -> NodeText.hex("I2O", reader.u32le("TID"));
            case 9, 11, 12, 13, 19, 20, 24, 28, 31 -> NetworkText.of(subtype, reader);
            case 10 -> VendorMessagingText.of(Guid.read(reader, "vendor"), reader);
            case 14 -> uart(reader);
            case 15, 16 -> UsbText.of(subtype, reader);
            case 17 -> NodeText.hex("Unit", reader.u8("LUN"));
            case 18 -> NodeText.hex("Sata", reader.u16le("port"), reader.u16le("multiplier"), reader.u16le("LUN"));
            case 21 -> fibreEx(reader);
            case 22 -> SasText.extended(reader);
            case 23 -> nvme(reader);
            case 25 -> NodeText.hex("UFS", reader.u8("target"), reader.u8("LUN"));
            case 26 -> NodeText.hex("SD", reader.u8("slot"));
            case 27 -> "Bluetooth(" + reader.bytes(6, "address") + ")";
            case 29 -> NodeText.hex("eMMC", reader.u8("slot"));
            case 30 -> "BluetoothLE(" + reader.bytes(6, "address") + ",0x%02X)".formatted(reader.u8("address type"));
            default -> throw NodeText.unknown(reader);
        };
    }

    private static String atapi(ByteReader reader) throws MalformedException {
        String channel = reader.u8("channel") == 1 ? "Secondary" : "Primary";
        String drive = reader.u8("drive") == 1 ? "Slave" : "Master";
        return "Ata(" + channel + "," + drive + "," + Shown.hex(reader.u16le("LUN")) + ")";
    }

    private static String fibre(ByteReader reader) throws MalformedException {
        reader.u32le("reserved");
        return NodeText.hex("Fibre", reader.u64le("WWN"), reader.u64le("LUN"));
    }

    private static String fibreEx(ByteReader reader) throws MalformedException {
        reader.u32le("reserved");
        return "FibreEx(0x" + reader.bytes(8, "WWN") + ",0x" + reader.bytes(8, "LUN") + ")";
    }

    private static String firewire(ByteReader reader) throws MalformedException {
        reader.u32le("reserved");
        return "I1394(%016X)".formatted(reader.u64le("GUID"));
    }

    /** The EUI-64 is kept with its last byte first. */
    private static String nvme(ByteReader reader) throws MalformedException {
        String namespace = Shown.hex(reader.u32le("namespace"));
        Bytes eui = reader.bytes(8, "EUI-64");
        StringBuilder text = new StringBuilder("NVMe(").append(namespace).append(',');
        for (int i = eui.length() - 1; i >= 0; i--) {
            text.append("%02X".formatted(eui.at(i))).append(i == 0 ? ")" : "-");
        }
        return text.toString();
    }

    private static String uart(ByteReader reader) throws MalformedException {
        reader.u32le("reserved");
        long baud = reader.u64le("baud rate");
        int dataBits = reader.u8("data bits");
        String line = (baud == 0 ? "DEFAULT" : Long.toUnsignedString(baud)) + ","
                + (dataBits == 0 ? "DEFAULT" : Integer.toString(dataBits));
        String parity = named(PARITY, reader.u8("parity"));
        return "Uart(" + line + "," + parity + "," + named(STOP_BITS, reader.u8("stop bits")) + ")";
    }

    private static String named(String[] names, int index) {
        return index < names.length ? names[index] : "x";
    }
}
