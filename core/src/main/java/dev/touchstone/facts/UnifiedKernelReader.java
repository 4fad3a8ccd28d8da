package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.event.EventContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pairs what systemd-stub measured into PCR 11: a section's name, then what it holds, from the first event on. What
 * stands where a name must be and is none ends the reading: pairing by what events say of themselves would let a log
 * put one section's content under another's name.
 */
final class UnifiedKernelReader {

    static final int PCR = 11;

    /** UAPI.5; a name not among them counts if its event says it. */
    private static final Map<String, Known> NAMES = known(
            ".linux",
            ".osrel",
            ".cmdline",
            ".initrd",
            ".ucode",
            ".splash",
            ".dtb",
            ".uname",
            ".sbat",
            ".pcrsig",
            ".pcrpkey",
            ".profile",
            ".dtbauto",
            ".hwids",
            ".efifw");

    private final List<UnifiedKernel.Section> sections = new ArrayList<>();
    private final List<Measurement> unpaired = new ArrayList<>();
    private final boolean complete;

    UnifiedKernelReader(Measurements measurements) {
        List<Measurement> events = new ArrayList<>();
        boolean phases = true;
        for (Measurement measurement : measurements.of(PCR)) {
            if (measurement instanceof Measurement.Userspace userspace) {
                phases &= UserspaceReader.isPhase(userspace);
            } else {
                events.add(measurement);
            }
        }
        complete = pair(events) && phases && measurements.accounted().contains(PCR);
    }

    private static Map<String, Known> known(String... names) {
        Map<String, Known> known = new LinkedHashMap<>();
        for (String name : names) {
            known.put(name, Known.of(Bytes.ofUtf8(name + "\0")));
        }
        return known;
    }

    private boolean pair(List<Measurement> events) {
        for (int i = 0; i < events.size(); i += 2) {
            Optional<String> name = name(events.get(i));
            if (name.isEmpty() || i + 1 == events.size()) {
                unpaired.add(events.get(i));
                return false;
            }
            Measurement content = events.get(i + 1);
            content.digest().ifPresent(d -> sections.add(new UnifiedKernel.Section(name.get(), content.index(), d)));
        }
        return true;
    }

    UnifiedKernel read() {
        return new UnifiedKernel(complete, sections);
    }

    /** A name without content next, or the first that should be a name. */
    List<Measurement> unpaired() {
        return unpaired;
    }

    private static Optional<String> name(Measurement measurement) {
        return NAMES.entrySet().stream()
                .filter(n -> n.getValue().in(measurement))
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> told(measurement));
    }

    private static Optional<String> told(Measurement measurement) {
        return measurement.boundContent().orElse(null) instanceof EventContent.UkiSection(String name, boolean named)
                        && named
                ? Optional.of(name)
                : Optional.empty();
    }
}
