package dev.touchstone.prediction;

import dev.touchstone.image.UkiProfile;
import dev.touchstone.image.UkiSection;
import dev.touchstone.reference.BootPart;
import dev.touchstone.reference.ReferenceRecord;
import java.util.Collections;
import java.util.List;

/**
 * PCR 12 of a unified kernel: systemd-boot measures the options it passes, the stub the profile's number and then the
 * options it takes. Without a command line from outside nothing but the choice of a profile may be passed: a stranger's
 * would be measured nowhere else.
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

    /** With a command line from outside, only the first profile is predicted: how loaders join the two differs. */
    void of(UkiProfile profile) {
        if (profile.index() > 0) {
            chosen(profile.index());
        } else if (options.commandLine().isEmpty()) {
            add("nothing passed", List.of());
        } else {
            passed(profile, options.commandLine().get());
        }
    }

    /** The stub's tag 13aed6db; what chose the profile is an option like any other to systemd-boot. */
    private void chosen(int profile) {
        if (options.commandLine().isPresent()) {
            return;
        }
        ReferenceRecord number =
                records.wide(Pcr.KERNEL_CONFIG, Integer.toString(profile), "number of UKI profile " + profile);
        ReferenceRecord choice = records.wide(Pcr.KERNEL_CONFIG, "@" + profile, "choice of UKI profile " + profile);
        for (Loader loader : options.loaders()) {
            add(
                    "profile " + profile + " " + loader,
                    loader == Loader.SYSTEMD_BOOT ? List.of(choice, number) : List.of(number));
        }
    }

    private void passed(UkiProfile profile, String line) {
        ReferenceRecord measured = records.wide(Pcr.KERNEL_CONFIG, line, "command line from outside the image");
        boolean fixed = profile.layouts().getFirst().containsKey(UkiSection.CMDLINE);
        for (Loader loader : options.loaders()) {
            int times = loader == Loader.SYSTEMD_BOOT ? 2 : 1;
            add(loader.toString(), Collections.nCopies(times, measured));
            if (fixed) {
                add(loader + ", own command line kept", Collections.nCopies(times - 1, measured));
            }
        }
    }

    private void add(String how, List<ReferenceRecord> measured) {
        draft.variant(BootPart.PASSED_COMMAND_LINE, Pcr.KERNEL_CONFIG, options.label() + ", " + how, measured);
    }
}
