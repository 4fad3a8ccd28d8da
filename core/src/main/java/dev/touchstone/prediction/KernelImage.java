package dev.touchstone.prediction;

import dev.touchstone.reference.BootPart;
import dev.touchstone.reference.ReferenceRecord;
import java.util.List;
import java.util.stream.Stream;

/** PCR 4's events of a kernel: one when firmware loads it, one more before it if shim was asked to check it. */
final class KernelImage {

    private static final String CHECKED = ", checked by shim";

    private KernelImage() {}

    /** Variants for an image that loads nothing more. */
    static void in(Draft draft, PredictionOptions options, ReferenceRecord image) {
        in(draft, options, options.label(), List.of(image));
    }

    /** The same for an image with a kernel inside that firmware loads, too. */
    static void in(Draft draft, PredictionOptions options, ReferenceRecord image, ReferenceRecord inside) {
        in(draft, options, options.label() + " and the kernel inside", List.of(image, inside));
    }

    private static void in(Draft draft, PredictionOptions options, String label, List<ReferenceRecord> records) {
        add(draft, label, records.stream());
        if (options.shim()) {
            add(draft, label + CHECKED, Stream.concat(Stream.of(records.getFirst()), records.stream()));
        }
    }

    private static void add(Draft draft, String label, Stream<ReferenceRecord> records) {
        draft.variant(BootPart.KERNEL_IMAGE, Pcr.BOOT_PROGRAMS, label, records.toList());
    }
}
