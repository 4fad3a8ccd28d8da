package dev.touchstone.facts;

import dev.touchstone.bytes.Digest;
import java.util.List;
import java.util.Optional;

/**
 * What systemd-stub measured of its image into PCR 11 (UAPI.5).
 *
 * @param complete whether the register holds these and boot phases alone; if not, the reading ended where something
 *     else stands
 * @param sections in the order measured
 */
public record UnifiedKernel(boolean complete, List<Section> sections) {

    public UnifiedKernel {
        sections = List.copyOf(sections);
    }

    /**
     * A section: its measured name, and the digest of what it holds, measured next.
     *
     * @param name with its dot: {@code .linux}
     * @param event the content's place in the firmware log
     * @param content in the strongest bank quoted
     */
    public record Section(String name, int event, Digest content) {}

    /** The content of the section {@code name}. */
    public Optional<Digest> section(String name) {
        return sections.stream()
                .filter(s -> s.name().equals(name))
                .map(Section::content)
                .findFirst();
    }
}
