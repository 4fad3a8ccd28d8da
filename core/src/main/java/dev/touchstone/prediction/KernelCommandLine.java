package dev.touchstone.prediction;

import dev.touchstone.reference.BootPart;
import java.util.List;

/** A command line given to a kernel that is not unified: PCR 12 by systemd-boot, PCR 9 by the kernel's own stub. */
final class KernelCommandLine {

    private KernelCommandLine() {}

    static void in(Draft draft, Records records, PredictionOptions options, String line) {
        ByLoader.add(
                draft,
                BootPart.PASSED_COMMAND_LINE,
                Pcr.KERNEL_CONFIG,
                options,
                Loader.SYSTEMD_BOOT,
                List.of(records.wide(Pcr.KERNEL_CONFIG, line, "command line from systemd-boot")));
        draft.variant(
                BootPart.LOAD_OPTIONS,
                Pcr.FILES,
                options.label() + ", measured by the kernel",
                List.of(records.wide(Pcr.FILES, line, "load options of the kernel")));
        draft.variant(BootPart.LOAD_OPTIONS, Pcr.FILES, options.label() + ", not measured by the kernel", List.of());
    }
}
