package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.MalformedException;

/** ACPI device path nodes (UEFI §10.3.3) in their text form. */
final class AcpiText {

    /** "PNP" in the compressed form of EISA identifiers. */
    private static final int PNP = 0x41d0;

    private static final int LETTERS = 0x7fff;

    private AcpiText() {}

    static String of(int subtype, ByteReader reader) throws MalformedException {
        return switch (subtype) {
            case 1 -> device(reader.u32le("HID"), reader.u32le("UID"));
            case 2 -> extended(reader);
            case 3 -> addresses(reader);
            default -> throw NodeText.unknown(reader);
        };
    }

    private static String device(long hid, long uid) {
        if ((hid & 0xffff) != PNP) {
            return "Acpi(" + id(hid) + "," + Shown.hex(uid) + ")";
        }
        return switch ((int) (hid >> 16)) {
            case 0x0a03 -> NodeText.hex("PciRoot", uid);
            case 0x0a08 -> NodeText.hex("PcieRoot", uid);
            case 0x0604 -> NodeText.hex("Floppy", uid);
            case 0x0301 -> NodeText.hex("Keyboard", uid);
            case 0x0501 -> NodeText.hex("Serial", uid);
            case 0x0401 -> NodeText.hex("ParallelPort", uid);
            default -> "Acpi(" + id(hid) + "," + Shown.hex(uid) + ")";
        };
    }

    /** The strings come in the order HID, UID, CID; the text has them in the order of the numbers. */
    private static String extended(ByteReader reader) throws MalformedException {
        long hid = reader.u32le("HID");
        long uid = reader.u32le("UID");
        long cid = reader.u32le("CID");
        String hidText = NodeText.terminated(reader);
        String uidText = NodeText.terminated(reader);
        String cidText = NodeText.terminated(reader);
        if (hidText.isEmpty() && cidText.isEmpty() && uid == 0) {
            return "AcpiExp(" + id(hid) + "," + id(cid) + "," + uidText + ")";
        }
        String numbers = id(hid) + "," + id(cid) + "," + Shown.hex(uid);
        return "AcpiEx(" + numbers + "," + hidText + "," + cidText + "," + uidText + ")";
    }

    private static String addresses(ByteReader reader) throws MalformedException {
        StringBuilder text = new StringBuilder("AcpiAdr(").append(Shown.hex(reader.u32le("_ADR")));
        while (!reader.atEnd()) {
            text.append(',').append(Shown.hex(reader.u32le("_ADR")));
        }
        return text.append(')').toString();
    }

    /** Three letters of five bits and a number (ACPI §6.1.5), or the whole in hex where there are no letters. */
    private static String id(long eisa) {
        int letters = (int) (eisa & LETTERS);
        if (letters == 0) {
            return eisa == 0 ? "0" : "0x%08X".formatted(eisa);
        }
        return "%c%c%c%04X".formatted(letter(letters >> 10), letter(letters >> 5), letter(letters), eisa >> 16);
    }

    /** What is beyond Z stands as {@code ?}. */
    private static char letter(int bits) {
        int number = bits & 0x1f;
        return number >= 1 && number <= 26 ? (char) ('A' + number - 1) : '?';
    }
}
