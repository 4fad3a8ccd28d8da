package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.MalformedException;

/** The two forms of SAS device path nodes (UEFI §10.3.4.18) in their text form. */
final class SasText {

    private SasText() {}

    /** A vendor-defined node after its GUID. */
    static String of(ByteReader reader) throws MalformedException {
        long reserved = reader.u32le("reserved");
        String address = Shown.hex(reader.u64le("SAS address"));
        String unit = Shown.hex(reader.u64le("LUN"));
        String topology = topology(reader.u16le("topology"));
        String port = Shown.hex(reader.u16le("relative target port"));
        return "SAS(" + address + "," + unit + "," + port + "," + topology + "," + Shown.hex(reserved) + ")";
    }

    static String extended(ByteReader reader) throws MalformedException {
        String unit = "0x" + reader.bytes(8, "SAS address") + ",0x" + reader.bytes(8, "LUN");
        String topology = topology(reader.u16le("topology"));
        return "SasEx(" + unit + "," + Shown.hex(reader.u16le("relative target port")) + "," + topology + ")";
    }

    /** How much of the topology the node tells is in its low four bits; bit 7 is reserved. */
    private static String topology(int info) {
        int told = info & 0x8f;
        if (told == 0) {
            return "NoTopology,0,0,0";
        }
        if (told > 2) {
            return Shown.hex(info) + ",0,0,0";
        }
        String device = (info & 0x10) == 0 ? "SAS" : "SATA";
        String place = (info & 0x20) == 0 ? "Internal" : "External";
        String connection = (info & 0x40) == 0 ? "Direct" : "Expanded";
        String bay = told == 1 ? "0" : Shown.hex((info >> 8) + 1L);
        return device + "," + place + "," + connection + "," + bay;
    }
}
