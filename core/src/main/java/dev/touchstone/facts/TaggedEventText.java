package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.log.firmware.FirmwareEvent;

/** EV_EVENT_TAG: a tag, a length and a description (PC Client PFP §10.4.2.1); the kernel's EFI stub writes it so. */
final class TaggedEventText {

    private static final long LOAD_OPTIONS = 0x8f3b22edL;
    private static final long INITRD = 0x8f3b22ecL;
    private static final long LOADER_CONF = 0xf5bc582aL;
    private static final int HEADER = 8;

    private TaggedEventText() {}

    static EventText of(FirmwareEvent event) {
        Bytes data = event.data();
        if (data.length() < HEADER) {
            return EventText.unbound("tagged event");
        }
        long tag = data.u32le(0);
        String description = EventString.quoted(data.slice(HEADER, data.length()));
        return EventText.unbound(
                switch ((int) tag) {
                    case (int) LOAD_OPTIONS -> "kernel command line, as the kernel's EFI stub was given it";
                    case (int) INITRD -> "initrd, as the kernel's EFI stub loaded it";
                    case (int) LOADER_CONF -> "systemd-boot's loader.conf";
                    default -> "tagged event 0x%08x %s".formatted(tag, description);
                });
    }
}
