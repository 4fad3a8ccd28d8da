package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Digest;
import dev.touchstone.event.EventContent;
import dev.touchstone.event.EventContent.GrubCommand;
import dev.touchstone.event.Tag;
import dev.touchstone.facts.CommandLines.CommandLine;
import dev.touchstone.facts.CommandLines.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads the kernel command lines: GRUB's in PCR 8, systemd's in PCR 12, and the digest of what the kernel was given.
 */
final class CommandLineReader {

    private static final int GRUB_PCR = 8;
    private static final int SYSTEMD_PCR = 12;
    private static final int KERNEL_PCR = 9;

    private static final String SECTION = ".cmdline";

    private final Measurements measurements;
    private final Hints hints;
    private final List<CommandLine> lines = new ArrayList<>();

    CommandLineReader(Measurements measurements, Hints hints) {
        this.measurements = measurements;
        this.hints = hints;
    }

    /** @param kernel which may bring a command line of its own */
    CommandLines read(UnifiedKernel kernel) {
        measurements
                .bound(GRUB_PCR, GrubCommand.class)
                .filter(c -> c.content().prefix() == GrubCommand.Prefix.KERNEL)
                .forEach(c -> text(Source.GRUB, c.measurement(), c.content().text()));
        measurements
                .bound(SYSTEMD_PCR, EventContent.LoaderCommandLine.class)
                .forEach(c -> text(Source.SYSTEMD, c.measurement(), c.content().line()));
        kernel.sections().stream()
                .filter(s -> s.name().equals(SECTION))
                .forEach(s -> digest(Source.UKI, s.event(), s.content(), CommandLineReader::sections));
        measurements.of(KERNEL_PCR).stream()
                .filter(CommandLineReader::isLoadOptions)
                .forEach(m ->
                        m.digest().ifPresent(d -> digest(Source.KERNEL, m.index(), d, CommandLineReader::loadOptions)));
        boolean complete = measurements.readWhole(GRUB_PCR) && measurements.readWhole(SYSTEMD_PCR);
        return new CommandLines(complete, lines);
    }

    private static boolean isLoadOptions(Measurement measurement) {
        return measurement.content().orElse(null) instanceof EventContent.Tagged(Tag tag, long _, String _)
                && tag == Tag.LINUX_LOAD_OPTIONS;
    }

    private void text(Source source, Measurement measurement, String text) {
        lines.add(line(source, measurement.index(), measurement.digest().orElseThrow(), Optional.of(text)));
    }

    /** The log has no text for these; one measured elsewhere, or a hint, may be it. */
    private void digest(Source source, int event, Digest digest, Function<String, Stream<Bytes>> forms) {
        Optional<String> text = Stream.concat(
                        hints.commandLines().stream(),
                        lines.stream().flatMap(l -> l.text().stream()).flatMap(CommandLineReader::asGiven))
                .filter(t ->
                        forms.apply(t).anyMatch(b -> digest.algorithm().hash(b).equals(digest.value())))
                .findFirst();
        lines.add(line(source, event, digest, text));
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
    private static Stream<Bytes> loadOptions(String text) {
        return Stream.of(Bytes.of((text + "\0").getBytes(StandardCharsets.UTF_16LE)));
    }

    /** As tools write the section: bare, or with an end of its own. */
    private static Stream<Bytes> sections(String text) {
        return Stream.of("", "\n", "\0", "\n\0").map(end -> Bytes.ofUtf8(text + end));
    }
}
