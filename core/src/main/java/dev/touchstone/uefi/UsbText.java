package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.MalformedException;
import java.util.Map;

/** Nodes that match USB devices by what they are (UEFI §10.3.4.7, §10.3.4.8) in their text form. */
final class UsbText {

    private static final int CLASS = 15;
    private static final int APPLICATION_SPECIFIC = 254;

    private static final Map<Integer, String> CLASSES = Map.ofEntries(
            Map.entry(1, "UsbAudio"),
            Map.entry(2, "UsbCDCControl"),
            Map.entry(3, "UsbHID"),
            Map.entry(6, "UsbImage"),
            Map.entry(7, "UsbPrinter"),
            Map.entry(8, "UsbMassStorage"),
            Map.entry(9, "UsbHub"),
            Map.entry(10, "UsbCDCData"),
            Map.entry(11, "UsbSmartCard"),
            Map.entry(14, "UsbVideo"),
            Map.entry(220, "UsbDiagnostic"),
            Map.entry(224, "UsbWireless"));

    private static final Map<Integer, String> APPLICATIONS =
            Map.of(1, "UsbDeviceFirmwareUpdate", 2, "UsbIrdaBridge", 3, "UsbTestAndMeasurement");

    private UsbText() {}

    static String of(int subtype, ByteReader reader) throws MalformedException {
        return subtype == CLASS ? byClass(reader) : bySerial(reader);
    }

    private static String byClass(ByteReader reader) throws MalformedException {
        int vendor = reader.u16le("vendor");
        int product = reader.u16le("product");
        int type = reader.u8("class");
        int subclass = reader.u8("subclass");
        int protocol = reader.u8("protocol");
        if (CLASSES.containsKey(type)) {
            return NodeText.hex(CLASSES.get(type), vendor, product, subclass, protocol);
        }
        return type == APPLICATION_SPECIFIC && APPLICATIONS.containsKey(subclass)
                ? NodeText.hex(APPLICATIONS.get(subclass), vendor, product, protocol)
                : NodeText.hex("UsbClass", vendor, product, type, subclass, protocol);
    }

    private static String bySerial(ByteReader reader) throws MalformedException {
        String number = Shown.hex(reader.u16le("interface"));
        String device = Shown.hex(reader.u16le("vendor")) + "," + Shown.hex(reader.u16le("product"));
        return "UsbWwid(" + device + "," + number + ",\"" + Shown.text(Wide.withoutEnd(reader.rest())) + "\")";
    }
}
