package dev.touchstone.rule;

import dev.touchstone.facts.CommandLines.Argument;
import dev.touchstone.facts.CommandLines.CommandLine;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The arguments that name a file system by its hash, and those that would take another all the same. */
record FileSystemArguments(Rule rule, KnownLines lines) {

    /**
     * A file system.
     *
     * @param names of the arguments its hash may stand in
     * @param mount the argument that names a device to take in its place
     * @param device the one the hash is checked on
     */
    record Kind(List<KernelArgument> names, Optional<KernelArgument> mount, String device) {

        static final Kind ROOT = verity("roothash", "root");
        static final Kind USR = verity("usrhash", "mount.usr");
        static final Kind COMPOSEFS = new Kind(
                List.of(KernelArgument.of("composefs"), KernelArgument.of("composefs.digest")), Optional.empty(), "");

        private static Kind verity(String hash, String mount) {
            return new Kind(
                    List.of(KernelArgument.of(hash)),
                    Optional.of(KernelArgument.of(mount)),
                    "/dev/mapper/" + hash.replace("hash", ""));
        }

        private boolean isNamed(Argument argument) {
            return names.stream().anyMatch(n -> n.isNamed(argument));
        }

        /** Another device than the one the hash is checked on, or a check switched off. */
        private boolean isTurned(Argument argument) {
            boolean other = mount.filter(m -> m.isNamed(argument)).isPresent()
                    && !argument.value().orElse("").equals(device);
            return other || (mount.isPresent() && SWITCHES.stream().anyMatch(s -> s.isNamed(argument)));
        }
    }

    private static final List<KernelArgument> SWITCHES = Stream.of(
                    "systemd.verity", "rd.systemd.verity", "systemd.verity_root_options", "systemd.verity_usr_options")
            .map(KernelArgument::of)
            .toList();

    /** Fails unless every value given for the hash is listed, some is given, and nothing goes around it. */
    void check(Failures failures, Kind kind, Set<String> listed) {
        if (listed.isEmpty()) {
            return;
        }
        boolean given = false;
        for (CommandLine line : lines.known()) {
            for (Argument argument : KnownLines.arguments(line).toList()) {
                given |= kind.isNamed(argument);
                if (kind.isTurned(argument)) {
                    failures.add(() -> lines.failure(
                            line,
                            "A kernel argument goes around the hash.",
                            "none that does",
                            KnownLines.words(argument)));
                } else if (kind.isNamed(argument) && !listed.contains(value(argument))) {
                    failures.add(() -> lines.failure(
                            line, "The image is not listed.", "a listed hash", KnownLines.words(argument)));
                }
            }
        }
        if (!given) {
            failures.add(RuleFailure.of(
                    rule, "No measured command line names the image.", "an argument " + kind.names.getFirst(), "none"));
        }
    }

    private static String value(Argument argument) {
        return argument.value().orElse("").toLowerCase(Locale.ROOT);
    }
}
