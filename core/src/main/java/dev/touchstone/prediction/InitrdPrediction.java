package dev.touchstone.prediction;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.reference.BootPart;
import dev.touchstone.reference.ReferenceRecord;
import java.util.List;

/** An initrd that is a file of its own: GRUB measures the file it reads, the kernel's stub what it is given. */
final class InitrdPrediction {

    private InitrdPrediction() {}

    static Prediction of(Bytes content, PredictionOptions options) {
        Draft draft = new Draft();
        Records records = new Records(options.banks());
        String label = options.label();
        if (options.loaders().contains(Loader.GRUB)) {
            ReferenceRecord file = records.bytes(Pcr.FILES, content, "initrd file " + label);
            ByLoader.add(draft, BootPart.INITRD, Pcr.FILES, options, Loader.GRUB, List.of(file));
            draft.variant(BootPart.LOADED_INITRD, Pcr.FILES, label + ", handed over by GRUB", List.of());
        }
        ReferenceRecord loaded = records.bytes(Pcr.FILES, content, "initrd " + label);
        draft.variant(BootPart.LOADED_INITRD, Pcr.FILES, label, List.of(loaded));
        draft.unpredicted(
                Pcr.FILES,
                "several initrds of one boot",
                "the kernel measures them joined: hand in one file that holds them in order");
        return draft.prediction();
    }
}
