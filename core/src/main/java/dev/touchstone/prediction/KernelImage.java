package dev.touchstone.prediction;

import dev.touchstone.reference.ReferenceRecord;
import java.util.List;
import java.util.stream.Stream;

/** PCR 4's events of a kernel: one when firmware loads it, one more before it if shim was asked to check it. */
final class KernelImage {

    private static final String CHECKED = ", checked by shim";

    private KernelImage() {}

    /** Variants for an image, and for what it loads itself after that. */
    static void in(Draft draft, String label, ReferenceRecord image, List<ReferenceRecord> loaded) {
        add(draft, label, Stream.concat(Stream.of(image), loaded.stream()));
        add(draft, label + CHECKED, Stream.concat(Stream.of(image, image), loaded.stream()));
    }

    private static void add(Draft draft, String label, Stream<ReferenceRecord> records) {
        draft.variant(BootPart.KERNEL_IMAGE, Pcr.BOOT_PROGRAMS, label, records.toList());
    }
}
