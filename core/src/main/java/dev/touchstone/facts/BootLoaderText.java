package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.firmware.FirmwareEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** EV_IPL as shim, GRUB, systemd-boot and systemd-stub use it; which of them wrote one is told by its PCR. */
final class BootLoaderText {

    private static final List<String> GRUB_PREFIXES = List.of("grub_cmd: ", "kernel_cmdline: ", "module_cmdline: ");

    private BootLoaderText() {}

    static EventText of(FirmwareEvent event, HashAlgorithm bank) {
        String text = PrintableText.decode(event.data());
        return switch (event.pcr()) {
            case 8 -> grub(event, bank, text);
            case 9 -> EventText.unbound("file \"" + text + "\"");
            case 11 -> unifiedKernelSection(event, bank, text);
            case 12 -> EventText.whole(event, bank, loaderInput(text));
            case 14 -> EventText.unbound("shim variable " + text);
            default -> EventText.whole(event, bank, "boot loader \"" + text + "\"");
        };
    }

    /** GRUB measures the string without its prefix and terminator, and logs it with both. */
    private static EventText grub(FirmwareEvent event, HashAlgorithm bank, String text) {
        for (String prefix : GRUB_PREFIXES) {
            if (text.startsWith(prefix)) {
                String command = text.substring(prefix.length());
                String what = prefix.equals("kernel_cmdline: ") ? "kernel command line" : "GRUB command";
                return new EventText(
                        what + " \"" + command + "\"", EventText.digestIsOf(event, bank, Bytes.ofUtf8(command)));
            }
        }
        return EventText.unbound("GRUB \"" + text + "\"");
    }

    /** systemd-stub measures a section's name, then its content, and logs the name both times (UAPI.5). */
    private static EventText unifiedKernelSection(FirmwareEvent event, HashAlgorithm bank, String name) {
        Bytes measuredName = Bytes.of((name + "\0").getBytes(StandardCharsets.US_ASCII));
        return EventText.digestIsOf(event, bank, measuredName)
                ? new EventText("UKI section " + name + ", its name", true)
                : EventText.unbound("UKI section " + name + ", its content");
    }

    /** systemd-boot and systemd-stub: a command line, or the description of a generated initrd. */
    private static String loaderInput(String text) {
        return text.endsWith(" initrd") ? text : "kernel command line \"" + text + "\"";
    }
}
