package dev.touchstone.facts;

import dev.touchstone.bytes.Digest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The kernel command lines measured.
 *
 * @param complete whether these are all: some were measured, and all of PCR 8, 11 and 12 that may hold one could be
 *     read and bound; if not, there may be more
 * @param lines in the order measured
 * @param unverifiedLoadOptions digests of PCR 9 that the log says are of what the kernel was given, and no known text
 *     is what they are of
 */
public record CommandLines(boolean complete, List<CommandLine> lines, List<CommandLine> unverifiedLoadOptions) {

    public CommandLines {
        lines = List.copyOf(lines);
        unverifiedLoadOptions = List.copyOf(unverifiedLoadOptions);
    }

    /** Who measured a command line. */
    public enum Source {
        /** GRUB, into PCR 8: the kernel's name comes first. */
        GRUB,
        /** systemd-boot or systemd-stub, into PCR 12: given by the loader, an add-on or SMBIOS. */
        SYSTEMD,
        /** systemd-stub, into PCR 11: the image's own section {@code .cmdline}, known by its digest. */
        UKI,
        /** The kernel's own EFI stub, into PCR 9: what it was started with, known by its digest. */
        KERNEL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One of them.
     *
     * @param source who measured it
     * @param event its place in the firmware log
     * @param digest as measured, in the strongest bank quoted
     * @param text as measured; empty where the log has only the digest, and no other text measured and no hint is what
     *     it is of
     * @param arguments the text, parsed as the kernel does
     */
    public record CommandLine(
            Source source, int event, Digest digest, Optional<String> text, List<Argument> arguments) {

        public CommandLine {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * One argument.
     *
     * @param name what stands before the first {@code =}
     * @param value what stands after it, quotes taken off; empty for a word without one
     */
    public record Argument(String name, Optional<String> value) {}

    /** The value given for {@code name}; none where it is given twice with different ones, for one may be a lie. */
    Optional<String> value(String name) {
        List<String> values = lines.stream()
                .flatMap(l -> l.arguments().stream())
                .filter(a -> a.name().equals(name))
                .flatMap(a -> a.value().stream())
                .distinct()
                .toList();
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }
}
