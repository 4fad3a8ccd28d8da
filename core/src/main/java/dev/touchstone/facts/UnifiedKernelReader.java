package dev.touchstone.facts;

import dev.touchstone.event.EventContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pairs systemd-stub's events in PCR 11: a section's name, then what it holds. */
final class UnifiedKernelReader {

    static final int PCR = 11;

    private final List<Measurement> events;

    UnifiedKernelReader(Measurements measurements) {
        this.events = measurements.of(PCR).stream()
                .filter(m -> m.content().orElse(null) instanceof EventContent.UkiSection)
                .toList();
    }

    UnifiedKernel read() {
        List<UnifiedKernel.Section> sections = new ArrayList<>();
        for (int i = 0; i + 1 < events.size(); i++) {
            Optional<String> name = name(events.get(i));
            if (name.isPresent() && name(events.get(i + 1)).isEmpty()) {
                Measurement content = events.get(i + 1);
                content.digest()
                        .ifPresent(d -> sections.add(new UnifiedKernel.Section(name.get(), content.index(), d)));
            }
        }
        return new UnifiedKernel(sections);
    }

    /** Events that are neither a name with content next, nor that content. */
    List<Measurement> unpaired() {
        List<Measurement> unpaired = new ArrayList<>();
        boolean named = false;
        for (int i = 0; i < events.size(); i++) {
            boolean name = name(events.get(i)).isPresent();
            if (name == named) {
                unpaired.add(events.get(name ? i - 1 : i));
            }
            named = name;
        }
        if (named) {
            unpaired.add(events.getLast());
        }
        return unpaired;
    }

    private static Optional<String> name(Measurement measurement) {
        return measurement
                .boundContent()
                .filter(EventContent.UkiSection.class::isInstance)
                .map(c -> ((EventContent.UkiSection) c).name());
    }
}
