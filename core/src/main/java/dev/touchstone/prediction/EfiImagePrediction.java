package dev.touchstone.prediction;

import dev.touchstone.bytes.MalformedException;
import dev.touchstone.image.PeImage;
import dev.touchstone.image.Section;
import dev.touchstone.reference.BootPart;
import java.util.List;

/** Boot loaders, drivers and add-ons: an image each, and what they do then that only their surroundings tell. */
final class EfiImagePrediction {

    private static final int BOOT_DRIVER = 11;
    private static final int RUNTIME_DRIVER = 12;
    private static final String SBAT = ".sbat";
    private static final String CMDLINE = ".cmdline";

    private EfiImagePrediction() {}

    static Prediction of(PeImage image, PredictionOptions options) {
        Draft draft = new Draft();
        Records records = new Records(options.banks());
        switch (image.subsystem()) {
            case BOOT_DRIVER, RUNTIME_DRIVER -> driver(draft, records, image, options.label());
            default -> program(draft, records, image, options.label());
        }
        return draft.prediction();
    }

    private static void driver(Draft draft, Records records, PeImage image, String label) {
        draft.variant(
                BootPart.OPTION_ROMS,
                Pcr.DRIVERS,
                label,
                List.of(records.image(Pcr.DRIVERS, image, "EFI driver " + label)));
        draft.unpredicted(
                Pcr.DRIVERS,
                "other drivers, and where this one stands among them",
                "cards bring their own, in an order firmware chooses: capture the rest from a host");
    }

    private static void program(Draft draft, Records records, PeImage image, String label) {
        BootAttempt.in(draft, records);
        draft.variant(
                part(image),
                Pcr.BOOT_PROGRAMS,
                label,
                List.of(records.image(Pcr.BOOT_PROGRAMS, image, "EFI application " + label)));
        switch (part(image)) {
            case SHIM -> shim(draft);
            case ADD_ON ->
                draft.unpredicted(
                        Pcr.KERNEL_CONFIG,
                        "the add-on's command line",
                        "the stub measures all add-ons of a boot as one: capture it from a host");
            default -> loader(draft);
        }
    }

    private static void shim(Draft draft) {
        draft.unpredicted(
                Pcr.SHIM, "MOK lists and shim's settings", "they are variables of each host: judge them by rules");
        draft.unpredicted(
                Pcr.SECURE_BOOT,
                "SBAT level and the certificates that vouched for what shim starts",
                "they depend on the host's keys: judge them by rules");
    }

    private static void loader(Draft draft) {
        draft.unpredicted(
                Pcr.BOOT_CONFIG,
                "partition table and loader.conf",
                "the partition table has each disk's own GUIDs: leave PCR 5 unchecked or accept it for each host");
        draft.unpredicted(
                Pcr.GRUB_COMMANDS,
                "GRUB's commands",
                "they come from grub.cfg and contain each host's file systems: capture them from a host");
        draft.unpredicted(
                Pcr.FILES,
                "grub.cfg and other files GRUB reads before the kernel",
                "which they are is up to grub.cfg: capture them from a host");
    }

    private static BootPart part(PeImage image) {
        if (image.sections().stream().anyMatch(s -> s.name().equals(CMDLINE))) {
            return BootPart.ADD_ON;
        }
        return image.sections().stream().anyMatch(s -> isOfShim(image, s)) ? BootPart.SHIM : BootPart.BOOT_LOADER;
    }

    /** Every image that shim lets boot names itself in its second SBAT entry; shim does, too (shim, SBAT.md). */
    private static boolean isOfShim(PeImage image, Section section) {
        if (!section.name().equals(SBAT)) {
            return false;
        }
        try {
            return image.content(section).toUtf8().lines().anyMatch(l -> l.startsWith("shim,"));
        } catch (MalformedException _) {
            return false;
        }
    }
}
