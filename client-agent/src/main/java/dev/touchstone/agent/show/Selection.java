package dev.touchstone.agent.show;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.facts.ReplayedNvPcr;
import dev.touchstone.facts.ReplayedPcr;
import dev.touchstone.facts.TimelineEntry;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What of the logs to show. Facts and findings are never filtered: half of them would be another story.
 *
 * @param sections which parts
 * @param pcrs registers of the timeline and the values; none: all, NV indices too
 * @param types events' types, in upper case; none: all
 * @param bank whose digests and values are shown; none: all
 */
public record Selection(Set<Section> sections, Set<Integer> pcrs, Set<String> types, Optional<HashAlgorithm> bank) {

    /** A part of what is shown. */
    public enum Section {
        TIMELINE,
        PCRS,
        FACTS,
        FINDINGS
    }

    public Selection {
        sections = Set.copyOf(sections);
        pcrs = Set.copyOf(pcrs);
        types = Set.copyOf(types);
    }

    /** Types in any case; no sections are all of them. */
    public static Selection of(
            Set<Section> sections, List<Integer> pcrs, List<String> types, Optional<HashAlgorithm> bank) {
        return new Selection(
                sections.isEmpty() ? EnumSet.allOf(Section.class) : sections,
                Set.copyOf(pcrs),
                Set.copyOf(types.stream().map(t -> t.toUpperCase(Locale.ROOT)).toList()),
                bank);
    }

    boolean shows(Section section) {
        return sections.contains(section);
    }

    boolean filters() {
        return !pcrs.isEmpty() || !types.isEmpty();
    }

    List<TimelineEntry> timeline(ShownLogs logs) {
        return logs.reading().timeline().stream()
                .filter(this::has)
                .map(this::inBank)
                .toList();
    }

    List<ReplayedPcr> pcrs(ShownLogs logs) {
        return logs.reading().pcrs().stream()
                .filter(p -> pcrs.isEmpty() || pcrs.contains(p.pcr()))
                .filter(p -> bank.isEmpty() || bank.get().bank().equals(p.bank()))
                .toList();
    }

    /** Those have no PCR that could be asked for. */
    List<ReplayedNvPcr> nvPcrs(ShownLogs logs) {
        return pcrs.isEmpty()
                ? logs.reading().nvPcrs().stream()
                        .filter(n -> bank.isEmpty() || bank.get() == n.value().algorithm())
                        .toList()
                : List.of();
    }

    private TimelineEntry inBank(TimelineEntry entry) {
        return new TimelineEntry(
                entry.log(),
                entry.index(),
                entry.pcr(),
                entry.nvIndex(),
                entry.type(),
                entry.digests().stream()
                        .filter(d -> bank.isEmpty() || bank.get() == d.algorithm())
                        .toList(),
                entry.text(),
                entry.binding(),
                entry.digestOf());
    }

    private boolean has(TimelineEntry entry) {
        return (pcrs.isEmpty() || entry.pcr().filter(pcrs::contains).isPresent())
                && (types.isEmpty() || types.contains(entry.type().toUpperCase(Locale.ROOT)));
    }
}
