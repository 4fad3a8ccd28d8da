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
import java.util.stream.Stream;

/**
 * Reads the kernel command lines: GRUB's in PCR 8, systemd's in PCR 12, and the digest of what the kernel was given.
 */
final class CommandLineReader {

    private static final int GRUB_PCR = 8;
    private static final int SYSTEMD_PCR = 12;
    private static final int KERNEL_PCR = 9;

    private final Measurements measurements;

    CommandLineReader(Measurements measurements) {
        this.measurements = measurements;
    }

    CommandLines read() {
        List<CommandLine> lines = new ArrayList<>();
        measurements
                .bound(GRUB_PCR, GrubCommand.class)
                .filter(c -> c.content().prefix() == GrubCommand.Prefix.KERNEL)
                .forEach(c ->
                        lines.add(line(Source.GRUB, c.measurement(), c.content().text())));
        measurements
                .bound(SYSTEMD_PCR, EventContent.LoaderCommandLine.class)
                .forEach(c -> lines.add(
                        line(Source.SYSTEMD, c.measurement(), c.content().line())));
        measurements.of(KERNEL_PCR).stream()
                .filter(CommandLineReader::isLoadOptions)
                .forEach(m -> m.digest().ifPresent(digest -> lines.add(loadOptions(m, digest, lines))));
        boolean complete = measurements.readWhole(GRUB_PCR) && measurements.readWhole(SYSTEMD_PCR);
        return new CommandLines(complete, lines);
    }

    private static boolean isLoadOptions(Measurement measurement) {
        return measurement.content().orElse(null) instanceof EventContent.Tagged(Tag tag, long _, String _)
                && tag == Tag.LINUX_LOAD_OPTIONS;
    }

    private static CommandLine line(Source source, Measurement measurement, String text) {
        return new CommandLine(
                source,
                measurement.index(),
                measurement.digest().orElseThrow(),
                Optional.of(text),
                CommandLineParser.parse(text));
    }

    /** The kernel measures what it was given as UTF-16 with a NUL; the log has no text, but a line before may be it. */
    private static CommandLine loadOptions(Measurement measurement, Digest digest, List<CommandLine> before) {
        Optional<String> text = before.stream()
                .flatMap(l -> l.text().stream())
                .flatMap(CommandLineReader::asGiven)
                .filter(t -> digest.algorithm().hash(wide(t)).equals(digest.value()))
                .findFirst();
        return new CommandLine(
                Source.KERNEL,
                measurement.index(),
                digest,
                text,
                text.map(CommandLineParser::parse).orElse(List.of()));
    }

    /** GRUB names the kernel first; the kernel is given it, too, or only the rest. */
    private static Stream<String> asGiven(String line) {
        int space = line.indexOf(' ');
        return space < 0 ? Stream.of(line) : Stream.of(line, line.substring(space + 1));
    }

    private static Bytes wide(String text) {
        return Bytes.of((text + "\0").getBytes(StandardCharsets.UTF_16LE));
    }
}
