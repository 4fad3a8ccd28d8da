package dev.touchstone.prediction;

import dev.touchstone.bytes.MalformedException;
import dev.touchstone.image.PeImage;
import dev.touchstone.image.PhasePath;
import dev.touchstone.image.Section;
import dev.touchstone.image.UkiProfile;
import dev.touchstone.image.UkiSection;
import dev.touchstone.image.UnifiedKernelImage;
import dev.touchstone.reference.BootPart;
import dev.touchstone.reference.ReferenceRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A unified kernel: the image in PCR 4, its sections and the boot's phases in PCR 11, what is passed in PCR 12. */
final class UnifiedKernelPrediction {

    /** From this version on, systemd's stub starts the kernel inside without asking firmware to load it. */
    private static final int LOADS_BY_ITSELF = 258;

    private final UnifiedKernelImage image;
    private final PredictionOptions options;
    private final Records records;
    private final Draft draft = new Draft();

    UnifiedKernelPrediction(UnifiedKernelImage image, PredictionOptions options) {
        this.image = image;
        this.options = options;
        this.records = new Records(options.banks());
    }

    Prediction prediction() {
        BootAttempt.in(draft, records);
        images();
        image.profiles().forEach(this::sections);
        PassedCommandLine passed = new PassedCommandLine(draft, records, options);
        image.profiles().forEach(passed::of);
        for (PhasePath path : options.phases()) {
            String label = path.words().isEmpty()
                    ? "no phase yet"
                    : "up to " + path.words().getLast();
            draft.variant(BootPart.PHASES, Pcr.UNIFIED_KERNEL, label, records.phases(path));
        }
        UnifiedKernelLimits.in(draft, image, options);
        return draft.prediction();
    }

    private void images() {
        ReferenceRecord whole = records.image(Pcr.BOOT_PROGRAMS, image.image(), "unified kernel " + options.label());
        KernelImage.in(draft, options, whole);
        if (image.stubVersion().orElse(0) < LOADS_BY_ITSELF) {
            image.profiles().forEach(profile -> inner(profile, whole));
        }
    }

    /** Up to systemd 257, firmware may load the kernel inside as one more image. */
    private void inner(UkiProfile profile, ReferenceRecord whole) {
        Section section = profile.layouts().getFirst().get(UkiSection.LINUX);
        if (section == null) {
            return;
        }
        try {
            PeImage kernel = PeImage.parse(image.image().content(section));
            ReferenceRecord inner = records.image(Pcr.BOOT_PROGRAMS, kernel, "kernel inside " + options.label());
            KernelImage.in(draft, options, whole, inner);
        } catch (MalformedException e) {
            draft.unpredicted(
                    Pcr.BOOT_PROGRAMS,
                    "the kernel inside, if the stub has firmware load it",
                    "it cannot be read as an EFI program: " + e.getMessage());
        }
    }

    private void sections(UkiProfile profile) {
        List<Map<UkiSection, Section>> layouts = profile.layouts();
        for (int choice = 0; choice < layouts.size(); choice++) {
            String label = label(profile) + (layouts.size() == 1 ? "" : ", hardware " + choice);
            sections(label, layouts.get(choice));
        }
    }

    private void sections(String label, Map<UkiSection, Section> layout) {
        Map<BootPart, List<ReferenceRecord>> parts = new EnumMap<>(BootPart.class);
        Arrays.stream(UkiSection.values())
                .filter(this::isAnywhere)
                .forEach(name -> parts.computeIfAbsent(part(name), _ -> new ArrayList<>())
                        .addAll(measured(name, layout)));
        parts.forEach((part, list) -> draft.variant(part, Pcr.UNIFIED_KERNEL, label, List.copyOf(list)));
    }

    private boolean isAnywhere(UkiSection name) {
        return image.profiles().stream().flatMap(p -> p.layouts().stream()).anyMatch(l -> l.containsKey(name));
    }

    private List<ReferenceRecord> measured(UkiSection name, Map<UkiSection, Section> layout) {
        Section section = layout.get(name);
        return section == null ? List.of() : records.section(image.image(), name, section, text(name));
    }

    private String text(UkiSection name) {
        return switch (name) {
            case LINUX -> "kernel (.linux of " + options.label() + ")";
            case OSREL -> "os-release (.osrel of " + options.label() + ")";
            case CMDLINE -> "command line (.cmdline of " + options.label() + ")";
            case INITRD -> "initrd (.initrd of " + options.label() + ")";
            default -> "UKI section " + name + " of " + options.label();
        };
    }

    private String label(UkiProfile profile) {
        return options.label() + (image.profiles().size() == 1 ? "" : ", profile " + profile.index());
    }

    private static BootPart part(UkiSection name) {
        return switch (name) {
            case LINUX -> BootPart.KERNEL;
            case OSREL -> BootPart.OS_RELEASE;
            case CMDLINE -> BootPart.COMMAND_LINE;
            case INITRD -> BootPart.INITRD;
            case UCODE, SPLASH, DTB, UNAME, SBAT, PCRPKEY, PROFILE, DTBAUTO, HWIDS, EFIFW -> BootPart.OTHER_SECTIONS;
        };
    }
}
