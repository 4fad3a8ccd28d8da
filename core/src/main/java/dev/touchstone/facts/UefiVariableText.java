package dev.touchstone.facts;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.bytes.Printable;
import dev.touchstone.log.firmware.FirmwareEvent;
import java.nio.charset.StandardCharsets;

/** UEFI_VARIABLE_DATA (PC Client PFP §10.2.6): the variable's name and, for SecureBoot, its value. */
final class UefiVariableText {

    private static final int GUID = 16;
    private static final int MAX_NAME = 512;

    /** EFI_GLOBAL_VARIABLE (UEFI §3.3), as it lies in memory. */
    private static final Bytes GLOBAL = Bytes.ofHex("61dfe48bca93d211aa0d00e098032b8c");

    private UefiVariableText() {}

    static EventText of(FirmwareEvent event, HashAlgorithm bank) {
        try {
            return EventText.whole(event, bank, read(event.data().reader()));
        } catch (MalformedException _) {
            return EventText.unbound("UEFI variable that cannot be read");
        }
    }

    private static String read(ByteReader reader) throws MalformedException {
        Bytes vendor = reader.bytes(GUID, "variable GUID");
        long nameLength = reader.u64le("name length");
        long dataLength = reader.u64le("data length");
        if (nameLength < 0 || nameLength > MAX_NAME) {
            throw reader.malformed("variable name of " + nameLength + " characters");
        }
        Bytes name = reader.bytes(nameLength * 2, "variable name");
        Bytes data = reader.bytes(dataLength, "variable data");
        String text = name.toText(StandardCharsets.UTF_16LE, 0, name.length());
        return "UEFI variable " + Printable.word(text)
                + (text.equals("SecureBoot") && vendor.equals(GLOBAL) ? secureBoot(data) : sized(data));
    }

    private static String secureBoot(Bytes data) {
        return data.length() == 1 && data.at(0) == 1 ? " = on" : " = off";
    }

    private static String sized(Bytes data) {
        return data.isEmpty() ? " (empty)" : " (" + data.length() + " bytes)";
    }
}
