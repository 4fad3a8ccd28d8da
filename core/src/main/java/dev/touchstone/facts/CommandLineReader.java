package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Digest;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.event.EventContent;
import dev.touchstone.event.EventContent.GrubCommand;
import dev.touchstone.event.Tag;
import dev.touchstone.facts.CommandLines.CommandLine;
import dev.touchstone.facts.CommandLines.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the kernel command lines: GRUB's in PCR 8, systemd's in PCR 12, and the digest of what the kernel was given.
 */
final class CommandLineReader {

    private static final int GRUB_PCR = 8;
    private static final int SYSTEMD_PCR = 12;
    private static final int KERNEL_PCR = 9;

    private static final String SECTION = ".cmdline";

    /** Kernels take a few thousand characters; what is above is a log made to fill memory. */
    private static final int MAX_TEXT = 1 << 14;

    private static final int MAX_ARGUMENTS = 1 << 13;

    private final Measurements measurements;
    private final Hints hints;
    private final List<CommandLine> lines = new ArrayList<>();
    private int arguments;
    private boolean tooMany;

    CommandLineReader(Measurements measurements, Hints hints) {
        this.measurements = measurements;
        this.hints = hints;
    }

    /** @param kernel which may bring a command line of its own */
    CommandLines read(UnifiedKernel kernel) {
        measurements
                .bound(GRUB_PCR, GrubCommand.class)
                .forEach(c -> GrubLines.line(c.content()).ifPresent(text -> text(Source.GRUB, c.measurement(), text)));
        measurements
                .bound(SYSTEMD_PCR, EventContent.LoaderCommandLine.class)
                .forEach(c -> SystemdLines.line(c).ifPresent(text -> text(Source.SYSTEMD, c.measurement(), text)));
        kernel.sections().stream()
                .filter(s -> s.name().equals(SECTION))
                .forEach(s -> lines.add(line(Source.UKI, s.event(), s.content(), section(s.content()))));
        List<CommandLine> unverified = loadOptions();
        return new CommandLines(isComplete(kernel), lines, unverified);
    }

    private boolean isComplete(UnifiedKernel kernel) {
        boolean given = lines.stream().anyMatch(l -> l.source() == Source.KERNEL);
        return !lines.isEmpty()
                && !tooMany
                && lines.stream().allMatch(l -> given || l.text().isPresent())
                && kernel.complete()
                && measurements.readWhole(GRUB_PCR, GrubLines::isRead)
                && measurements.readWhole(SYSTEMD_PCR, SystemdLines::isRead);
    }

    private void text(Source source, Measurement measurement, String text) {
        CommandLine line = line(
                source,
                measurement.index(),
                measurement.digest().orElseThrow(),
                Optional.of(text).filter(t -> t.length() <= MAX_TEXT));
        arguments += line.arguments().size();
        if (line.text().isPresent() && arguments <= MAX_ARGUMENTS) {
            lines.add(line);
        } else {
            tooMany = true;
        }
    }

    /** The log has no text for it; one measured elsewhere, or a hint, may be it. */
    private Optional<String> section(Digest digest) {
        return candidates()
                .filter(t ->
                        sections(t).anyMatch(b -> digest.algorithm().hash(b).equals(digest.value())))
                .findFirst();
    }

    /**
     * The digests of PCR 9 that are of a known text, whatever the log says of them; others are only said to be command
     * lines.
     *
     * @return those
     */
    private List<CommandLine> loadOptions() {
        List<String> texts = candidates().distinct().toList();
        Map<Digest, String> known = new HashMap<>();
        List<CommandLine> unverified = new ArrayList<>();
        for (Measurement measurement : measurements.of(KERNEL_PCR)) {
            Optional<Digest> digest = measurement.digest();
            if (digest.isEmpty()) {
                continue;
            }
            if (known.isEmpty()) {
                HashAlgorithm bank = digest.get().algorithm();
                texts.forEach(t -> known.putIfAbsent(new Digest(bank, bank.hash(loadOptions(t))), t));
            }
            Optional<String> text = Optional.ofNullable(known.get(digest.get()));
            CommandLine line = line(Source.KERNEL, measurement.index(), digest.get(), text);
            if (text.isPresent()) {
                lines.add(line);
            } else if (isLoadOptions(measurement)) {
                unverified.add(line);
            }
        }
        return unverified;
    }

    private Stream<String> candidates() {
        return Stream.concat(
                hints.commandLines().stream(),
                lines.stream().flatMap(l -> l.text().stream()).flatMap(CommandLineReader::asGiven));
    }

    private static boolean isLoadOptions(Measurement measurement) {
        return measurement.content().orElse(null) instanceof EventContent.Tagged(Tag tag, long _, String _)
                && tag == Tag.LINUX_LOAD_OPTIONS;
    }

    private static CommandLine line(Source source, int event, Digest digest, Optional<String> text) {
        return new CommandLine(
                source, event, digest, text, text.map(CommandLineParser::parse).orElse(List.of()));
    }

    /** GRUB names the kernel first; the kernel is given it, too, or only the rest. */
    private static Stream<String> asGiven(String line) {
        int space = line.indexOf(' ');
        return space < 0 ? Stream.of(line) : Stream.of(line, line.substring(space + 1));
    }

    /** The kernel measures what it was given as UTF-16 with a NUL. */
    private static Bytes loadOptions(String text) {
        return Bytes.of((text + "\0").getBytes(StandardCharsets.UTF_16LE));
    }

    /** As tools write the section: bare, or with an end of its own. */
    private static Stream<Bytes> sections(String text) {
        return Stream.of("", "\n", "\0", "\n\0").map(end -> Bytes.ofUtf8(text + end));
    }
}
