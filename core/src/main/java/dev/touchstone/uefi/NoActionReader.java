package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads {@link NoAction}. */
final class NoActionReader {

    private static final int NV_INDEX_RESERVED = 6;

    /** To whose multiples known firmware pads SP 800-155 events with zeros. */
    private static final int ALIGNMENT = 16;

    private NoActionReader() {}

    static NoAction read(Bytes bytes) throws MalformedException {
        int size = Math.min(bytes.length(), NoAction.SIGNATURE_SIZE);
        String signature = bytes.toText(StandardCharsets.ISO_8859_1, 0, size).replaceFirst("[ \0]+$", "");
        ByteReader reader = bytes.reader();
        reader.sub(size, "signature");
        NoAction read = switch (signature) {
            case "StartupLocality" -> new NoAction.StartupLocality(reader.u8("locality"));
            case "SP800-155 Event" -> reference(reader, 1);
            case "SP800-155 Event2" -> reference(reader, 2);
            case "SP800-155 Event3" -> reference(reader, 3);
            case "H-CRTM CompMeas" -> component(reader);
            case "NvIndexInstance" -> new NoAction.NvIndexInstance(nvIndexVersion(reader), Spdm.parse(reader.rest()));
            case "NvIndexDynamic" -> dynamic(reader);
            default -> new NoAction.Unknown(Shown.text(signature), reader.rest());
        };
        reader.requireEnd("the event");
        return read;
    }

    private static NoAction reference(ByteReader reader, int form) throws MalformedException {
        NoAction read = new NoAction.Sp800155(
                form,
                reader.u32le("vendor"),
                Guid.read(reader, "reference manifest GUID"),
                form >= 2 ? Optional.of(platform(reader)) : Optional.empty(),
                form >= 3 ? Optional.of(locator(reader)) : Optional.empty(),
                form >= 3 ? Optional.of(locator(reader)) : Optional.empty());
        if (reader.remaining() < ALIGNMENT && !reader.rest().consistsOf(0)) {
            throw reader.malformed("padding that is not zero");
        }
        return read;
    }

    private static NoAction.Platform platform(ByteReader reader) throws MalformedException {
        return new NoAction.Platform(
                FirmwareBlob.description(reader),
                FirmwareBlob.description(reader),
                FirmwareBlob.description(reader),
                FirmwareBlob.description(reader),
                reader.u32le("firmware manufacturer"),
                FirmwareBlob.description(reader));
    }

    private static NoAction.Locator locator(ByteReader reader) throws MalformedException {
        long type = reader.u32le("locator type");
        return new NoAction.Locator(type, reader.bytes(reader.u32le("locator length"), "locator"));
    }

    private static NoAction component(ByteReader reader) throws MalformedException {
        String description = FirmwareBlob.description(reader);
        int format = reader.u8("measurement format");
        return new NoAction.HcrtmComponent(
                description, format, reader.bytes(reader.u16le("measurement size"), "measurement"));
    }

    private static NoAction dynamic(ByteReader reader) throws MalformedException {
        int version = nvIndexVersion(reader);
        long uid = reader.u64le("UID");
        String description = Wide.orNarrow(reader.bytes(reader.u16le("description size"), "description"));
        return new NoAction.NvIndexDynamic(version, uid, description, reader.bytes(reader.u16le("data size"), "data"));
    }

    private static int nvIndexVersion(ByteReader reader) throws MalformedException {
        int version = reader.u16le("version");
        reader.sub(NV_INDEX_RESERVED, "reserved");
        return version;
    }
}
