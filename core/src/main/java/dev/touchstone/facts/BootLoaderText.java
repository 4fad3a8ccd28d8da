package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.Printable;
import dev.touchstone.log.firmware.FirmwareEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** EV_IPL as shim, GRUB, systemd-boot and systemd-stub use it; which of them wrote one is told by its PCR. */
final class BootLoaderText {

    private static final Map<String, String> GRUB = Map.of(
            "grub_cmd: ", "GRUB command",
            "kernel_cmdline: ", "kernel command line",
            "module_cmdline: ", "GRUB module command line");

    private BootLoaderText() {}

    static EventText of(FirmwareEvent event, HashAlgorithm bank) {
        return switch (event.pcr()) {
            case 8 -> grub(event, bank);
            case 9 -> EventText.unbound("file " + EventString.quoted(event.data()));
            case 11 -> unifiedKernelSection(event, bank);
            case 12 -> loaderInput(event, bank);
            case 14 -> EventText.unbound("shim variable " + Printable.word(EventString.decode(event.data())));
            default -> EventText.whole(event, bank, "boot loader " + EventString.quoted(event.data()));
        };
    }

    /** GRUB measures the string without its prefix and terminator, and logs it with both. */
    private static EventText grub(FirmwareEvent event, HashAlgorithm bank) {
        Bytes data = event.data();
        String logged = EventString.decode(data, StandardCharsets.UTF_8);
        for (Map.Entry<String, String> form : GRUB.entrySet()) {
            if (logged.startsWith(form.getKey())) {
                int end = data.at(data.length() - 1) == 0 ? data.length() - 1 : data.length();
                Bytes command = data.slice(form.getKey().length(), end);
                return new EventText(
                        form.getValue() + " " + EventString.quote(EventString.decode(command, StandardCharsets.UTF_8)),
                        EventText.digestIsOf(event, bank, command));
            }
        }
        return EventText.unbound("GRUB " + EventString.quote(logged));
    }

    /** systemd-stub measures a section's name, then its content, and logs the name both times (UAPI.5). */
    private static EventText unifiedKernelSection(FirmwareEvent event, HashAlgorithm bank) {
        String name = EventString.decode(event.data());
        String section = "UKI section " + Printable.word(name);
        return EventText.digestIsOf(event, bank, Bytes.ofUtf8(name + "\0"))
                ? new EventText(section + ", its name", true)
                : EventText.unbound(section + ", its content");
    }

    /**
     * systemd-boot and systemd-stub measure a command line as they log it; of an initrd they make, they log a
     * description. Both are UTF-16: read as anything else, a command line could show as a harmless one.
     */
    private static EventText loaderInput(FirmwareEvent event, HashAlgorithm bank) {
        String text = EventString.quotedWide(event.data());
        boolean bound = EventText.digestIsOf(event, bank, event.data());
        return new EventText((!bound && text.endsWith(" initrd\"") ? "" : "kernel command line ") + text, bound);
    }
}
