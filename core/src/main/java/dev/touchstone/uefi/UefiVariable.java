package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;

/**
 * A measured UEFI variable: UEFI_VARIABLE_DATA (PC Client PFP §10.2.6).
 *
 * @param vendor whose namespace the name is in
 * @param name as logged, not fit to show as it is; at most {@value #MAX_NAME} characters
 * @param data the variable, or as much of it as the event's type says was measured
 */
public record UefiVariable(Guid vendor, String name, Bytes data) {

    /** Vendor of the variables the specification names (UEFI §3.3). */
    public static final Guid EFI_GLOBAL_VARIABLE = Guid.of("8be4df61-93ca-11d2-aa0d-00e098032b8c");

    /** Vendor of db, dbx, dbt and dbr (UEFI §32.6.1). */
    public static final Guid EFI_IMAGE_SECURITY_DATABASE = Guid.of("d719b2cb-3d3a-4596-a3bc-dad00e67656f");

    /** Vendor of shim's variables. */
    public static final Guid SHIM_LOCK = Guid.of("605dab50-e046-4300-abb6-3dd810dd8b23");

    /** Characters a name may have. */
    public static final int MAX_NAME = 512;

    /** What an older shim logs more than the structure, having counted its C type's padding. */
    private static final int OLD_SHIM_EXCESS = 6;

    private static final Bytes OLD_SHIM_PADDING = Bytes.filled(OLD_SHIM_EXCESS - 1, 0);

    /**
     * Reads a whole UEFI_VARIABLE_DATA, or one followed by the five zero bytes and one more that an older shim logged:
     * it hashed {@link #measuredByOldShim}.
     *
     * @throws MalformedException if the bytes are neither
     */
    public static UefiVariable parse(Bytes bytes) throws MalformedException {
        ByteReader reader = bytes.reader();
        Guid vendor = Guid.read(reader, "variable GUID");
        long nameLength = reader.u64le("variable name length");
        long dataLength = reader.u64le("variable data length");
        if (nameLength < 0 || nameLength > MAX_NAME) {
            throw reader.malformed("variable name of " + Long.toUnsignedString(nameLength) + " characters");
        }
        String name = Wide.of(reader.bytes(2 * nameLength, "variable name"));
        Bytes data = reader.bytes(dataLength, "variable data");
        if (reader.remaining() == OLD_SHIM_EXCESS
                && reader.bytes(OLD_SHIM_EXCESS - 1, "padding").equals(OLD_SHIM_PADDING)) {
            reader.u8("excess");
        }
        reader.requireEnd("the variable");
        return new UefiVariable(vendor, name, data);
    }

    /** What firmware hashes: the structure, marshalled. */
    public Bytes measuredForm() {
        return Bytes.concat(vendor.value(), u64le(name.length()), u64le(data.length()), Wide.bytes(name), data);
    }

    /** What an older shim hashed of the variables it measured itself. */
    public Bytes measuredByOldShim() {
        return Bytes.concat(measuredForm(), OLD_SHIM_PADDING);
    }

    private static Bytes u64le(int value) {
        return Bytes.of(
                (byte) value,
                (byte) (value >> 8),
                (byte) (value >> 16),
                (byte) (value >> 24),
                (byte) 0,
                (byte) 0,
                (byte) 0,
                (byte) 0);
    }
}
