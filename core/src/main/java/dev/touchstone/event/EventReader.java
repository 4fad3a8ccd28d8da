package dev.touchstone.event;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.uefi.FirmwareBlob;
import dev.touchstone.uefi.Guid;
import dev.touchstone.uefi.HandoffTables;
import dev.touchstone.uefi.ImageLoad;
import dev.touchstone.uefi.NoAction;
import dev.touchstone.uefi.PartitionTable;
import dev.touchstone.uefi.Spdm;
import java.util.Optional;

/** Picks the reading of an event by the type it claims (PC Client PFP §10.4.1). */
final class EventReader {

    private static final int POINTER = 16;

    private EventReader() {}

    static Claim read(Source source) {
        Optional<EventType> type = source.event().untrustedType();
        if (type.isEmpty()) {
            return Claim.of(new EventContent.Unknown(source.event().untrustedTypeCode()), DigestRule.UNKNOWN);
        }
        try {
            return known(source, type.get());
        } catch (MalformedException e) {
            return unreadable(what(type.get()), rule(source), e);
        }
    }

    private static Claim known(Source source, EventType type) throws MalformedException {
        return switch (type) {
            case EV_NO_ACTION ->
                Claim.of(new EventContent.Information(NoAction.parse(source.data())), DigestRule.NOT_MEASURED);
            case EV_SEPARATOR -> Separators.read(source);
            case EV_S_CRTM_VERSION -> Claim.whole(new EventContent.CrtmVersion(version(source.data())), source);
            case EV_S_CRTM_CONTENTS -> described(new EventContent.Crtm(false, source.text()));
            case EV_EFI_HCRTM_EVENT -> described(new EventContent.Crtm(true, source.text()));
            case EV_ACTION, EV_EFI_ACTION, EV_OMIT_BOOT_DEVICE_EVENTS ->
                Claim.whole(new EventContent.Action(source.text()), source);
            case EV_POST_CODE -> postCode(source);
            case EV_POST_CODE2 -> volume(FirmwareBlob.parseDescribed(source.data()));
            case EV_EFI_PLATFORM_FIRMWARE_BLOB -> volume(FirmwareBlob.parse(source.data()));
            case EV_EFI_PLATFORM_FIRMWARE_BLOB2 -> volume(FirmwareBlob.parseDescribed(source.data()));
            case EV_EFI_HANDOFF_TABLES, EV_TABLE_OF_DEVICES -> tables(HandoffTables.parse(source.data()));
            case EV_EFI_HANDOFF_TABLES2 -> tables(HandoffTables.parseDescribed(source.data()));
            case EV_EFI_BOOT_SERVICES_APPLICATION -> image(source, EventContent.Image.Role.APPLICATION);
            case EV_EFI_BOOT_SERVICES_DRIVER -> image(source, EventContent.Image.Role.BOOT_DRIVER);
            case EV_EFI_RUNTIME_SERVICES_DRIVER -> image(source, EventContent.Image.Role.RUNTIME_DRIVER);
            case EV_EFI_VARIABLE_DRIVER_CONFIG,
                    EV_EFI_VARIABLE_BOOT,
                    EV_EFI_VARIABLE_BOOT2,
                    EV_EFI_VARIABLE_AUTHORITY -> variable(source, type);
            case EV_EFI_GPT_EVENT, EV_EFI_GPT_EVENT2 ->
                Claim.whole(new EventContent.Partitions(PartitionTable.parse(source.data())), source);
            case EV_IPL -> BootLoaders.read(source);
            case EV_EVENT_TAG -> Tags.read(source);
            case EV_EFI_SPDM_FIRMWARE_BLOB,
                    EV_EFI_SPDM_FIRMWARE_CONFIG,
                    EV_EFI_SPDM_DEVICE_POLICY,
                    EV_EFI_SPDM_DEVICE_AUTHORITY -> described(device(source, type));
            case EV_PREBOOT_CERT,
                    EV_UNUSED,
                    EV_CPU_MICROCODE,
                    EV_PLATFORM_CONFIG_FLAGS,
                    EV_COMPACT_HASH,
                    EV_IPL_PARTITION_DATA,
                    EV_NONHOST_CODE,
                    EV_NONHOST_CONFIG,
                    EV_NONHOST_INFO ->
                Claim.of(
                        new EventContent.Platform(what(type), source.data()),
                        DigestRule.DATA_OR_ELSEWHERE,
                        source.data());
        };
    }

    private static DigestRule rule(Source unreadable) {
        return unreadable.event().extendsPcr() ? DigestRule.DESCRIBED : DigestRule.NOT_MEASURED;
    }

    private static Claim variable(Source source, EventType type) throws MalformedException {
        if (source.pcr() == SecureBootVariables.PCR) {
            return SecureBootVariables.read(source);
        }
        return switch (type) {
            case EV_EFI_VARIABLE_BOOT -> Variables.boot(source);
            case EV_EFI_VARIABLE_AUTHORITY -> Authorities.read(source);
            default -> Variables.whole(source);
        };
    }

    private static String what(EventType type) {
        return switch (type) {
            case EV_EFI_VARIABLE_DRIVER_CONFIG,
                    EV_EFI_VARIABLE_BOOT,
                    EV_EFI_VARIABLE_BOOT2,
                    EV_EFI_VARIABLE_AUTHORITY -> "UEFI variable";
            case EV_EFI_GPT_EVENT, EV_EFI_GPT_EVENT2 -> "partition table";
            case EV_EFI_BOOT_SERVICES_APPLICATION -> "EFI application with a device path";
            case EV_EFI_BOOT_SERVICES_DRIVER -> "EFI boot driver with a device path";
            case EV_EFI_RUNTIME_SERVICES_DRIVER -> "EFI runtime driver with a device path";
            case EV_EFI_PLATFORM_FIRMWARE_BLOB, EV_EFI_PLATFORM_FIRMWARE_BLOB2 -> "firmware volume";
            case EV_EFI_HANDOFF_TABLES, EV_EFI_HANDOFF_TABLES2 -> "handoff tables";
            case EV_TABLE_OF_DEVICES -> "table of devices";
            case EV_EVENT_TAG -> "tagged event";
            case EV_NO_ACTION -> "note";
            case EV_CPU_MICROCODE -> "CPU microcode";
            case EV_PLATFORM_CONFIG_FLAGS -> "platform configuration";
            case EV_COMPACT_HASH -> "compact hash";
            case EV_NONHOST_CODE -> "non-host code";
            case EV_NONHOST_CONFIG -> "non-host configuration";
            case EV_NONHOST_INFO -> "non-host information";
            case EV_EFI_SPDM_FIRMWARE_BLOB -> "firmware of a device";
            case EV_EFI_SPDM_FIRMWARE_CONFIG -> "configuration of a device";
            case EV_EFI_SPDM_DEVICE_POLICY -> "policy for a device";
            case EV_EFI_SPDM_DEVICE_AUTHORITY -> "authority of a device";
            case EV_PREBOOT_CERT,
                    EV_POST_CODE,
                    EV_UNUSED,
                    EV_SEPARATOR,
                    EV_ACTION,
                    EV_S_CRTM_CONTENTS,
                    EV_S_CRTM_VERSION,
                    EV_IPL,
                    EV_IPL_PARTITION_DATA,
                    EV_OMIT_BOOT_DEVICE_EVENTS,
                    EV_POST_CODE2,
                    EV_EFI_ACTION,
                    EV_EFI_HCRTM_EVENT -> type.name();
        };
    }

    private static Claim unreadable(String what, DigestRule rule, MalformedException why) {
        return Claim.of(new EventContent.Unreadable(what, "at byte " + why.offset() + ", " + why.getMessage()), rule);
    }

    private static Claim described(EventContent content) {
        return Claim.of(content, DigestRule.DESCRIBED);
    }

    private static Claim volume(FirmwareBlob blob) {
        return Claim.of(new EventContent.FirmwareVolume(blob), DigestRule.FIRMWARE);
    }

    private static Claim tables(HandoffTables tables) {
        return Claim.of(new EventContent.Handoff(tables), DigestRule.TABLES);
    }

    private static Claim image(Source source, EventContent.Image.Role role) throws MalformedException {
        return Claim.of(new EventContent.Image(role, ImageLoad.parse(source.data())), DigestRule.IMAGE);
    }

    /** Either a pointer to the code in memory, or a name for it. */
    private static Claim postCode(Source source) throws MalformedException {
        String text = source.text();
        return source.data().length() == POINTER && text.chars().anyMatch(c -> c < ' ' || c > '~')
                ? volume(FirmwareBlob.parse(source.data()))
                : described(new EventContent.PostCode(text));
    }

    private static EventContent device(Source source, EventType type) throws MalformedException {
        return new EventContent.Device(what(type), Optional.of(Spdm.parse(source.data())));
    }

    /** A string, in either width, or a GUID. */
    private static String version(Bytes data) {
        String text = EventString.decode(data);
        boolean guid = data.length() == POINTER && text.chars().anyMatch(c -> c < ' ' || c > '~');
        return guid ? new Guid(data).toString() : text;
    }
}
