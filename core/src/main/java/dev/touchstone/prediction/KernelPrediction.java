package dev.touchstone.prediction;

import dev.touchstone.image.PeImage;
import dev.touchstone.reference.BootPart;
import dev.touchstone.reference.ReferenceRecord;
import java.util.List;

/** A kernel that comes with an initrd and a command line of its own choosing. */
final class KernelPrediction {

    private KernelPrediction() {}

    static Prediction of(PeImage image, PredictionOptions options) {
        Draft draft = new Draft();
        Records records = new Records(options.banks());
        BootAttempt.in(draft, records);
        KernelImage.in(draft, options, records.image(Pcr.BOOT_PROGRAMS, image, "kernel " + options.label()));
        if (options.loaders().contains(Loader.GRUB)) {
            grub(draft, records, image, options);
        }
        options.commandLine().ifPresent(line -> KernelCommandLine.in(draft, records, options, line));
        if (options.commandLine().isEmpty()) {
            draft.unpredicted(
                    Pcr.KERNEL_CONFIG, "the command line", "it is not in the kernel: predict it by giving it");
        }
        draft.unpredicted(Pcr.FILES, "the initrd", "it is not in the kernel: predict it by handing in its file");
        return draft.prediction();
    }

    private static void grub(Draft draft, Records records, PeImage image, PredictionOptions options) {
        ReferenceRecord file = records.bytes(Pcr.FILES, image.file(), "kernel file " + options.label());
        ByLoader.add(draft, BootPart.KERNEL, Pcr.FILES, options, Loader.GRUB, List.of(file));
        draft.unpredicted(
                Pcr.GRUB_COMMANDS,
                "GRUB's commands and the kernel's command line",
                "they hold paths and file systems of each host: judge the command line by a rule");
        draft.unpredicted(
                Pcr.FILES, "grub.cfg and other files GRUB reads before the kernel", "capture them from a host");
    }
}
