package dev.touchstone.reference;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.facts.AttestedFacts;
import dev.touchstone.facts.BootFacts;
import dev.touchstone.facts.BootImage;
import dev.touchstone.facts.CommandLines;
import dev.touchstone.facts.EventText;
import dev.touchstone.facts.Initrd;
import dev.touchstone.facts.UnifiedKernel;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.replay.MeasuredEvent;
import dev.touchstone.replay.ReplayedBoot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells which part of a boot each event is of, so that components are named by what they are. A log's words decide no
 * more than under which name a digest is kept.
 */
final class BootParts {

    private static final int BOOT_PROGRAMS = 4;
    private static final int FILES = 9;
    private static final int UNIFIED_KERNEL = 11;

    private final BootFacts facts;
    private final Map<Integer, BootPart> known = new HashMap<>();
    private final Map<Integer, BootPart> reached = new HashMap<>();

    private BootParts(ReplayedBoot boot) {
        this.facts = AttestedFacts.of(boot).facts();
        programs();
        files(boot);
        sections(boot);
    }

    static BootParts of(ReplayedBoot boot) {
        return new BootParts(boot);
    }

    /** Where a PCR's events belong if nothing more is known of them. */
    static BootPart home(int pcr) {
        return switch (pcr) {
            case 0, 1, 3, 6 -> BootPart.FIRMWARE;
            case 2 -> BootPart.OPTION_ROMS;
            case 7, 14 -> BootPart.SECURE_BOOT_POLICY;
            case BOOT_PROGRAMS -> BootPart.BOOT_ATTEMPT;
            case 5, 8, FILES -> BootPart.BOOT_LOADER_CONFIG;
            case UNIFIED_KERNEL -> BootPart.OTHER_SECTIONS;
            case 12 -> BootPart.PASSED_COMMAND_LINE;
            case 13 -> BootPart.EXTENSIONS;
            default -> BootPart.HOST;
        };
    }

    /**
     * The part of the next event of its PCR; to be asked in the order of the boot. It never lies before that of an
     * earlier event of the PCR: components are laid end to end by number.
     */
    BootPart next(MeasuredEvent event) {
        BootPart before = reached.get(event.pcr());
        BootPart own = part(event);
        if (own == null) {
            own = before == null ? home(event.pcr()) : before;
        }
        BootPart next = before != null && before.number() > own.number() ? before : own;
        reached.put(event.pcr(), next);
        return next;
    }

    private @Nullable BootPart part(MeasuredEvent event) {
        return switch (event) {
            case MeasuredEvent.Firmware firmware -> known.get(firmware.index());
            case MeasuredEvent.Userspace userspace -> userspace.pcr() == UNIFIED_KERNEL ? BootPart.PHASES : null;
        };
    }

    private void programs() {
        List<BootImage> programs = facts.bootChain();
        int kernel = kernel(programs);
        BootPart first = facts.shim().sbatLevel().isPresent() ? BootPart.SHIM : BootPart.BOOT_LOADER;
        for (int i = 0; i < programs.size(); i++) {
            BootPart loader = i == 0 ? first : BootPart.BOOT_LOADER;
            known.put(programs.get(i).event(), i < kernel ? loader : BootPart.KERNEL_IMAGE);
        }
    }

    /**
     * From where on programs are the kernel: a unified one is the last before its sections were measured, and may have
     * the kernel inside it loaded after. Any other is the last, also where the loader and the firmware both measure it.
     */
    private int kernel(List<BootImage> programs) {
        List<UnifiedKernel.Section> sections = facts.unifiedKernel().sections();
        int kernel = programs.size() - 1;
        while (kernel > 0 && isBefore(programs, kernel, sections)) {
            kernel--;
        }
        return kernel;
    }

    private static boolean isBefore(List<BootImage> programs, int kernel, List<UnifiedKernel.Section> sections) {
        return sections.isEmpty()
                ? programs.get(kernel - 1).digest().equals(programs.getLast().digest())
                : programs.get(kernel).event() > sections.getFirst().event();
    }

    /** GRUB names the files it reads; what the kernel's own stub measures is tagged. */
    private void files(ReplayedBoot boot) {
        Set<Integer> readByGrub = new HashSet<>();
        for (MeasuredEvent event : boot.events()) {
            if (event.pcr() == FILES && event.untrustedType().equals(EventType.EV_IPL.name())) {
                readByGrub.add(event.index());
                if (isKernel(event)) {
                    known.put(event.index(), BootPart.KERNEL);
                }
            }
        }
        for (Initrd initrd : facts.unverifiedInitrds()) {
            known.put(initrd.event(), readByGrub.contains(initrd.event()) ? BootPart.INITRD : BootPart.LOADED_INITRD);
        }
        Stream.concat(
                        facts.commandLines().unverifiedLoadOptions().stream(),
                        facts.commandLines().lines().stream().filter(l -> l.source() == CommandLines.Source.KERNEL))
                .forEach(line -> known.put(line.event(), BootPart.LOAD_OPTIONS));
    }

    private static boolean isKernel(MeasuredEvent event) {
        String text = EventText.of(event, HashAlgorithm.SHA256).toString();
        return text.contains("vmlinuz") || text.contains("/linux");
    }

    /** A section's name is the event before its content. */
    private void sections(ReplayedBoot boot) {
        Map<Integer, BootPart> contents = new HashMap<>();
        for (UnifiedKernel.Section section : facts.unifiedKernel().sections()) {
            contents.put(section.event(), part(section.name()));
        }
        int before = -1;
        for (MeasuredEvent event : boot.events()) {
            if (event.pcr() == UNIFIED_KERNEL && event instanceof MeasuredEvent.Firmware) {
                BootPart part = contents.get(event.index());
                if (part != null) {
                    known.put(event.index(), part);
                    known.put(before, part);
                }
                before = event.index();
            }
        }
    }

    private static BootPart part(String section) {
        return switch (section) {
            case ".linux" -> BootPart.KERNEL;
            case ".osrel" -> BootPart.OS_RELEASE;
            case ".cmdline" -> BootPart.COMMAND_LINE;
            case ".initrd" -> BootPart.INITRD;
            default -> BootPart.OTHER_SECTIONS;
        };
    }
}
