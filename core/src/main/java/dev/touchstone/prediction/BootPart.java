package dev.touchstone.prediction;

/**
 * The parts of a boot that golden measurements are kept apart by. Their numbers follow the order of measurement within
 * each PCR, so that components laid end to end by number give the PCR's events in order.
 */
public enum BootPart {
    /** The platform's firmware and its settings: PCRs 0, 1, 3 and 6. */
    FIRMWARE(0, "firmware"),
    /** Drivers from cards and boot entries: PCR 2. */
    OPTION_ROMS(20, "option-roms"),
    /** Keys, revocations and what vouched for each image: PCR 7. */
    SECURE_BOOT_POLICY(300, "secure-boot-policy"),
    /** The firmware's hand-over to whatever it boots: the events of PCR 4 before the first image. */
    BOOT_ATTEMPT(350, "boot-attempt"),
    /** shim, where there is one: PCR 4. */
    SHIM(390, "shim"),
    /** systemd-boot, GRUB or another loader: PCR 4. */
    BOOT_LOADER(400, "boot-loader"),
    /** A loader's scripts, commands and settings: PCRs 5, 8 and 9. */
    BOOT_LOADER_CONFIG(402, "boot-loader-config"),
    /** The kernel, unified or not, as an EFI program: PCR 4. */
    KERNEL_IMAGE(405, "kernel-image"),
    /** Add-ons of a unified kernel, as EFI programs: PCR 4. */
    ADD_ON(407, "add-on"),
    /** {@code .linux} in PCR 11, or the kernel's file as GRUB read it, in PCR 9. */
    KERNEL(410, "kernel"),
    /** {@code .osrel}: PCR 11. */
    OS_RELEASE(420, "os-release"),
    /** {@code .cmdline}: PCR 11. */
    COMMAND_LINE(430, "command-line"),
    /** {@code .initrd} in PCR 11, or the initrd's file as GRUB read it, in PCR 9. */
    INITRD(440, "initrd"),
    /** The other sections of a unified kernel, from {@code .ucode} to {@code .efifw}: PCR 11. */
    OTHER_SECTIONS(450, "other-sections"),
    /** The command line from outside the image, as systemd-boot and the stub pass it on: PCR 12. */
    PASSED_COMMAND_LINE(460, "passed-command-line"),
    /** The command line as the kernel's own stub got it: PCR 9. */
    LOAD_OPTIONS(470, "load-options"),
    /** The initrd as the kernel's own stub got it: PCR 9. */
    LOADED_INITRD(480, "loaded-initrd"),
    /** How far systemd has come: PCR 11. */
    PHASES(490, "phases");

    private final int number;
    private final String title;

    BootPart(int number, String title) {
        this.number = number;
        this.title = title;
    }

    /** The number of its component. */
    public int number() {
        return number;
    }

    /** The name of its component: {@code boot-loader}. */
    public String title() {
        return title;
    }

    /** The component's id: {@code 400-boot-loader}. */
    @Override
    public String toString() {
        return "%03d-%s".formatted(number, title);
    }
}
