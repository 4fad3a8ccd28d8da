package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.log.userspace.Description;
import dev.touchstone.replay.MeasuredEvent;

/**
 * A measured event in words. Nothing covers the type its log claims: it only picks how the data is read, and words that
 * the data does not bear out are never bound.
 *
 * @param text what happened, printable, of bounded length; what came from the log is quoted
 * @param bound whether the quoted digest covers what the words tell of the data; if not they are only what the log says
 */
public record EventText(String text, boolean bound) {

    /** The words for {@code event}, checked against its digest in {@code bank}. */
    public static EventText of(MeasuredEvent event, HashAlgorithm bank) {
        return switch (event) {
            case MeasuredEvent.Firmware firmware -> of(firmware.event(), bank);
            case MeasuredEvent.Userspace userspace -> of(userspace.record().describe(bank));
        };
    }

    private static EventText of(Description description) {
        return new EventText(description.text(), description.verified());
    }

    private static EventText of(FirmwareEvent event, HashAlgorithm bank) {
        return event.untrustedType()
                .map(type -> switch (type) {
                    case EV_SEPARATOR -> SeparatorText.of(event, bank);
                    case EV_S_CRTM_VERSION -> whole(event, bank, "S-CRTM version " + quoted(event));
                    case EV_ACTION, EV_EFI_ACTION, EV_OMIT_BOOT_DEVICE_EVENTS ->
                        whole(event, bank, "action " + quoted(event));
                    case EV_EFI_VARIABLE_DRIVER_CONFIG,
                            EV_EFI_VARIABLE_AUTHORITY,
                            EV_EFI_VARIABLE_BOOT,
                            EV_EFI_VARIABLE_BOOT2 -> UefiVariableText.of(event, bank);
                    case EV_EFI_GPT_EVENT, EV_EFI_GPT_EVENT2 -> partitionTable(event, bank);
                    case EV_EFI_BOOT_SERVICES_APPLICATION -> unbound("EFI application " + DevicePathText.of(event));
                    case EV_EFI_BOOT_SERVICES_DRIVER -> unbound("EFI boot driver " + DevicePathText.of(event));
                    case EV_EFI_RUNTIME_SERVICES_DRIVER -> unbound("EFI runtime driver " + DevicePathText.of(event));
                    case EV_EFI_PLATFORM_FIRMWARE_BLOB, EV_EFI_PLATFORM_FIRMWARE_BLOB2 -> unbound("firmware volume");
                    case EV_EFI_HANDOFF_TABLES, EV_EFI_HANDOFF_TABLES2 -> unbound("handoff tables");
                    case EV_POST_CODE, EV_POST_CODE2 -> unbound("POST code " + quoted(event));
                    case EV_IPL -> BootLoaderText.of(event, bank);
                    case EV_EVENT_TAG -> TaggedEventText.of(event);
                    default -> unbound(type.name());
                })
                .orElseGet(() -> unbound("event of unknown type " + event.untrustedTypeName()));
    }

    /** UEFI_GPT_DATA begins with the partition table's own header (PC Client PFP §10.4.4; UEFI §5.3.2). */
    private static EventText partitionTable(FirmwareEvent event, HashAlgorithm bank) {
        Bytes signature = Bytes.ofUtf8("EFI PART");
        Bytes data = event.data();
        return data.length() >= signature.length()
                        && data.slice(0, signature.length()).equals(signature)
                ? whole(event, bank, "partition table")
                : unbound("partition table");
    }

    /** Words that follow from the event data, all of it: bound when that hashes to the digest. */
    static EventText whole(FirmwareEvent event, HashAlgorithm bank, String text) {
        return new EventText(text, digestIsOf(event, bank, event.data()));
    }

    static EventText unbound(String text) {
        return new EventText(text, false);
    }

    static boolean digestIsOf(FirmwareEvent event, HashAlgorithm bank, Bytes measured) {
        return bank.computable() && event.hasDigest(bank, bank.hash(measured));
    }

    private static String quoted(FirmwareEvent event) {
        return EventString.quoted(event.data());
    }

    /** The words, marked where nothing but the log vouches for them. */
    @Override
    public String toString() {
        return bound ? text : text + " (unverified)";
    }
}
