package dev.touchstone.event;

import java.util.Arrays;

/** Tags of EV_EVENT_TAG that the Linux EFI stub, systemd-boot and systemd-stub use. */
public enum Tag {
    LINUX_LOAD_OPTIONS(0x8f3b22edL, "kernel command line, as the kernel's EFI stub was given it"),
    LINUX_INITRD(0x8f3b22ecL, "initrd, as the kernel's EFI stub loaded it"),
    LOADER_CONF(0xf5bc582aL, "systemd-boot's loader.conf"),
    DEVICETREE_ADDON(0x6c46f751L, "device tree add-on"),
    INITRD_ADDON(0x49dffe0fL, "initrd add-on"),
    MICROCODE_ADDON(0xdac08e1aL, "microcode add-on"),
    UKI_PROFILE(0x13aed6dbL, "UKI profile number"),
    SMBIOS_TYPE1(0xd5cb7cbcL, "SMBIOS system information"),
    SMBIOS_TYPE2(0xe0d47bc8L, "SMBIOS baseboard information"),
    SMBIOS_TYPE11(0xc0b3bd23L, "SMBIOS OEM strings"),
    OTHER(-1, "tagged event");

    private final long id;
    private final String words;

    Tag(long id, String words) {
        this.id = id;
        this.words = words;
    }

    static Tag ofId(long id) {
        return Arrays.stream(values()).filter(t -> t.id == id).findFirst().orElse(OTHER);
    }

    String words(String description) {
        return switch (this) {
            case DEVICETREE_ADDON, INITRD_ADDON, MICROCODE_ADDON -> words + " " + EventString.quote(description);
            case LINUX_LOAD_OPTIONS,
                    LINUX_INITRD,
                    LOADER_CONF,
                    UKI_PROFILE,
                    SMBIOS_TYPE1,
                    SMBIOS_TYPE2,
                    SMBIOS_TYPE11,
                    OTHER -> words;
        };
    }
}
