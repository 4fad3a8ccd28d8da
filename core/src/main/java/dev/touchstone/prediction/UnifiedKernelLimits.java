package dev.touchstone.prediction;

import dev.touchstone.image.UnifiedKernelImage;

/** What a unified kernel leaves open. */
final class UnifiedKernelLimits {

    private UnifiedKernelLimits() {}

    static void in(Draft draft, UnifiedKernelImage image, PredictionOptions options) {
        draft.unpredicted(
                Pcr.FILES,
                "command line and initrd as the kernel gets them",
                "the stub adds credentials, extensions and, from systemd 261, a secret of each machine:"
                        + " do not pin PCR 9, PCR 11 covers the image's own parts");
        draft.unpredicted(
                Pcr.KERNEL_CONFIG,
                "credentials, configuration extensions and add-ons",
                "they lie beside the image on the boot partition: as predicted, there are none");
        draft.unpredicted(
                Pcr.EXTENSIONS,
                "system extensions",
                "they lie beside the image on the boot partition: capture PCR 13 from a host that has them");
        if (image.profiles().size() > 1 && options.commandLine().isPresent()) {
            draft.unpredicted(
                    Pcr.KERNEL_CONFIG,
                    "the choice of a profile together with a command line",
                    "loaders differ in how they join the two: as predicted, only the first profile is booted so");
        }
    }
}
