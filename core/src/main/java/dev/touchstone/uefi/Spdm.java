package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.Optional;

/**
 * What a device answered when firmware asked it to measure itself: DEVICE_SECURITY_EVENT_DATA and _DATA2 (PC Client PFP
 * §10.2.8).
 *
 * @param version 1 or 2, the form
 * @param authentication how the device's answer was authenticated; only form 2 tells
 * @param deviceType 1 PCI, 2 USB, unsigned
 * @param hashAlgorithm SPDM's code for the hash of form 1, unsigned; 0 in form 2, whose sub-header has it
 * @param subHeaderType 0 measurement block, 1 certificate chain, unsigned
 * @param uid binds sub-headers together, unsigned; 0 in form 1
 * @param path to the device; only form 2 tells
 * @param subHeader the measurement block or certificate chain
 * @param deviceContext what the device is, by its type
 */
public record Spdm(
        int version,
        Optional<Authentication> authentication,
        long deviceType,
        long hashAlgorithm,
        long subHeaderType,
        long uid,
        Optional<DevicePath> path,
        Bytes subHeader,
        Bytes deviceContext) {

    private static final int SIGNATURE_SIZE = 16;
    private static final Bytes FORM_1 = Bytes.ofUtf8("SPDM Device Sec\0");
    private static final Bytes FORM_2 = Bytes.ofUtf8("SPDM Device Sec2");

    /** AuthState. */
    public enum Authentication {
        /** Authenticated. */
        SUCCESS(0),
        /** The device cannot be authenticated. */
        NO_AUTHENTICATION(1),
        /** Authenticated by a certificate that does not name the device. */
        NO_BINDING(2),
        /** The certificate is good, and the answer not signed. */
        NO_SIGNATURE(3),
        /** The certificate or the signature is bad. */
        INVALID(4),
        /** The device does not speak SPDM. */
        NO_SPDM(0xff);

        private final int code;

        Authentication(int code) {
            this.code = code;
        }

        private static Authentication read(ByteReader reader) throws MalformedException {
            int code = reader.u8("AuthState");
            for (Authentication state : values()) {
                if (state.code == code) {
                    return state;
                }
            }
            throw reader.malformed("AuthState " + code);
        }
    }

    /**
     * Reads the data of an EV_EFI_SPDM_FIRMWARE_BLOB or _CONFIG event.
     *
     * @throws MalformedException if the bytes are of neither form
     */
    public static Spdm parse(Bytes bytes) throws MalformedException {
        ByteReader reader = bytes.reader();
        Bytes signature = reader.bytes(SIGNATURE_SIZE, "SPDM signature");
        int version = reader.u16le("SPDM version");
        if (signature.equals(FORM_1) && version == 1) {
            return form1(reader);
        }
        if (signature.equals(FORM_2) && version == 2) {
            return form2(reader);
        }
        throw reader.malformed("SPDM event of neither form");
    }

    /** The length in the header is left alone: implementations count it from different places. */
    private static Spdm form1(ByteReader reader) throws MalformedException {
        reader.u16le("length");
        long hash = reader.u32le("hash algorithm");
        long device = reader.u32le("device type");
        int from = reader.offset();
        reader.u8("measurement index");
        reader.u8("measurement specification");
        reader.sub(reader.u16le("measurement size"), "measurement");
        Bytes block = reader.between(from, reader.offset());
        return new Spdm(1, Optional.empty(), device, hash, 0, 0, Optional.empty(), block, reader.rest());
    }

    private static Spdm form2(ByteReader reader) throws MalformedException {
        Authentication authentication = Authentication.read(reader);
        reader.u8("reserved");
        reader.u32le("length");
        long device = reader.u32le("device type");
        long type = reader.u32le("sub-header type");
        long length = reader.u32le("sub-header length");
        long uid = reader.u64le("sub-header UID");
        Bytes path = reader.bytes(reader.u64le("device path length"), "device path");
        Bytes subHeader = reader.bytes(length, "sub-header");
        Optional<DevicePath> parsed = path.isEmpty() ? Optional.empty() : Optional.of(DevicePath.parse(path));
        return new Spdm(2, Optional.of(authentication), device, 0, type, uid, parsed, subHeader, reader.rest());
    }
}
