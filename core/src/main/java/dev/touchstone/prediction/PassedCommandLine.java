package dev.touchstone.prediction;

import dev.touchstone.image.UkiProfile;
import dev.touchstone.image.UkiSection;
import dev.touchstone.reference.ReferenceRecord;
import java.util.List;
import java.util.stream.Stream;

/**
 * PCR 12 of a unified kernel: systemd-boot measures the options it passes, the stub the profile's number and then the
 * options it takes. Without a command line from outside nothing may be passed: a stranger's would be measured nowhere
 * else.
 */
final class PassedCommandLine {

    private final Draft draft;
    private final Records records;
    private final PredictionOptions options;

    PassedCommandLine(Draft draft, Records records, PredictionOptions options) {
        this.draft = draft;
        this.records = records;
        this.options = options;
    }

    void of(UkiProfile profile) {
        List<ReferenceRecord> number = number(profile);
        if (options.commandLine().isEmpty()) {
            add("nothing passed", number.stream());
            return;
        }
        List<ReferenceRecord> line = List.of(records.wide(
                Pcr.KERNEL_CONFIG, options.commandLine().orElseThrow(), "command line from outside the image"));
        boolean fixed = profile.layouts().getFirst().containsKey(UkiSection.CMDLINE);
        for (Loader loader : options.loaders()) {
            List<ReferenceRecord> before = loader == Loader.SYSTEMD_BOOT ? line : List.of();
            add(loader.toString(), Stream.of(before, number, line).flatMap(List::stream));
            if (fixed) {
                add(loader + ", own command line kept", Stream.concat(before.stream(), number.stream()));
            }
        }
    }

    /** Tag 13aed6db: only profiles other than the first are measured. */
    private List<ReferenceRecord> number(UkiProfile profile) {
        String index = Integer.toString(profile.index());
        return profile.index() == 0
                ? List.of()
                : List.of(records.wide(Pcr.KERNEL_CONFIG, index, "number of UKI profile " + index));
    }

    private void add(String how, Stream<ReferenceRecord> measured) {
        List<ReferenceRecord> all = measured.toList();
        draft.variant(BootPart.PASSED_COMMAND_LINE, Pcr.KERNEL_CONFIG, options.label() + ", " + how, all);
    }
}
