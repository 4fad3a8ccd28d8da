package dev.touchstone.agent.show;

import dev.touchstone.agent.show.Selection.Section;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.facts.BootFacts;
import dev.touchstone.facts.Finding;
import dev.touchstone.facts.ReplayedNvPcr;
import dev.touchstone.facts.ReplayedPcr;
import dev.touchstone.facts.TimelineEntry;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.log.userspace.UserspaceLog;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Logs as one tree. The names are stable; what is not there, or not asked for, has no name.
 *
 * @param logs what was read
 * @param facts the findings left out, which stand beside them
 * @param findings with their severity, the worst first
 */
record LogDocument(
        Logs logs,
        Optional<List<TimelineEntry>> timeline,
        Optional<List<ReplayedPcr>> pcrs,
        Optional<List<ReplayedNvPcr>> nvPcrs,
        Optional<BootFacts> facts,
        Optional<List<Told>> findings) {

    record Logs(Firmware firmware, Optional<Userspace> userspace, Optional<ImaList> ima) {}

    /**
     * The firmware log.
     *
     * @param format {@code crypto-agile} or {@code sha1}
     */
    record Firmware(
            String name, int bytes, String format, List<String> banks, int events, OptionalInt startupLocality) {}

    record Userspace(String name, int bytes, int records) {}

    record ImaList(String name, int records) {}

    /** A finding and how bad it is. */
    record Told(
            String severity,
            String code,
            Optional<String> log,
            Optional<Integer> event,
            Optional<Integer> pcr,
            String text) {

        static Told of(Finding finding) {
            return new Told(
                    finding.code().severity().toString(),
                    finding.code().toString(),
                    finding.log(),
                    finding.event(),
                    finding.pcr(),
                    finding.text());
        }
    }

    static LogDocument of(ShownLogs logs, Selection selection) {
        return new LogDocument(
                new Logs(
                        firmware(logs),
                        logs.userspace().map(log -> userspace(logs, log)),
                        logs.ima()
                                .map(list -> new ImaList(
                                        logs.paths().ima().orElseThrow().toString(), list.size()))),
                part(selection, Section.TIMELINE, () -> selection.timeline(logs)),
                part(selection, Section.PCRS, () -> selection.pcrs(logs)),
                part(selection, Section.PCRS, () -> selection.nvPcrs(logs)),
                part(selection, Section.FACTS, () -> logs.reading().claimed()),
                part(
                        selection,
                        Section.FINDINGS,
                        () -> logs.findings().stream().map(Told::of).toList()));
    }

    private static <T> Optional<T> part(Selection selection, Section section, Supplier<T> content) {
        return selection.shows(section) ? Optional.of(content.get()) : Optional.empty();
    }

    private static Firmware firmware(ShownLogs logs) {
        FirmwareLog log = logs.firmware();
        return new Firmware(
                logs.paths().firmware().toString(),
                logs.bytes().firmware().length(),
                log.format().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                log.banks().stream().map(HashAlgorithm::bank).toList(),
                log.events().size(),
                log.startupLocality());
    }

    private static Userspace userspace(ShownLogs logs, UserspaceLog log) {
        return new Userspace(
                logs.paths().userspace().toString(),
                logs.bytes().userspace().orElseThrow().length(),
                log.records().size());
    }
}
