package dev.touchstone.prediction;

import dev.touchstone.reference.BootPart;
import dev.touchstone.reference.ReferenceRecord;
import java.util.List;

/** Records that one loader causes and the others do not. */
final class ByLoader {

    private ByLoader() {}

    /** A variant with {@code records}, and one without if others than {@code loader} may start the artifact. */
    static void add(
            Draft draft,
            BootPart part,
            int pcr,
            PredictionOptions options,
            Loader loader,
            List<ReferenceRecord> records) {
        if (options.loaders().contains(loader)) {
            draft.variant(part, pcr, options.label() + ", " + loader, records);
        }
        if (options.loaders().stream().anyMatch(l -> l != loader)) {
            draft.variant(part, pcr, options.label() + ", not " + loader, List.of());
        }
    }
}
