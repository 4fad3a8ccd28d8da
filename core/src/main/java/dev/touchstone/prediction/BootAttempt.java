package dev.touchstone.prediction;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.reference.BootPart;
import dev.touchstone.reference.ReferenceRecord;
import java.util.List;

/**
 * PCR 4 before the first image (PC Client PFP §3.3.4.5): firmware announces that it boots, and ends its own
 * measurements. A second attempt, after a boot entry that failed, is not among what is predicted.
 */
final class BootAttempt {

    private static final String CALLING = "Calling EFI Application from Boot Option";
    private static final Bytes SEPARATOR = Bytes.filled(4, 0);

    private BootAttempt() {}

    static void in(Draft draft, Records records) {
        ReferenceRecord calling = records.bytes(Pcr.BOOT_PROGRAMS, Bytes.ofUtf8(CALLING), "action \"" + CALLING + "\"");
        ReferenceRecord separator = records.bytes(Pcr.BOOT_PROGRAMS, SEPARATOR, "separator of PCR 4");
        draft.variant(BootPart.BOOT_ATTEMPT, Pcr.BOOT_PROGRAMS, "announced", List.of(calling, separator));
        draft.variant(BootPart.BOOT_ATTEMPT, Pcr.BOOT_PROGRAMS, "not announced", List.of(separator));
    }
}
