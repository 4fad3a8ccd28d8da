package dev.touchstone.rule;

import dev.touchstone.bytes.Printable;
import dev.touchstone.facts.CommandLines;
import dev.touchstone.facts.CommandLines.Argument;
import dev.touchstone.facts.CommandLines.CommandLine;
import dev.touchstone.facts.CommandLines.Source;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The kernel command lines of a boot, for rules about them; what is not known of them is a failure of each. */
final class KnownLines {

    private static final int GRUB_PCR = 8;
    private static final int UKI_PCR = 11;
    private static final int SYSTEMD_PCR = 12;
    private static final int MAX_SHOWN = 256;

    private final Rule rule;
    private final CommandLines lines;

    private KnownLines(Rule rule, CommandLines lines) {
        this.rule = rule;
        this.lines = lines;
    }

    static KnownLines of(Rule rule, RuleSubject subject) {
        return new KnownLines(rule, subject.facts().commandLines());
    }

    /**
     * Whatever keeps a forbidden argument from being seen: a register not accounted for, a line without its text, or no
     * word of a loader's. The kernel's own digest in PCR 9 vouches for nothing alone: the running system can add one.
     */
    Failures unknown(RuleSubject subject) {
        Failures failures = new Failures(rule).unaccounted(subject, GRUB_PCR, UKI_PCR, SYSTEMD_PCR);
        if (!lines.complete()) {
            failures.add(RuleFailure.of(
                    rule,
                    "There may be more of a kernel command line than is known.",
                    "all of PCR 8, 11 and 12 readable, and a command line among it",
                    lines.lines().isEmpty() ? "no command line" : "events that cannot be read, or lines without text"));
        } else if (lines.lines().stream().allMatch(l -> l.source() == Source.KERNEL)) {
            failures.add(RuleFailure.of(
                    rule,
                    "No loader measured the command line it gave.",
                    "a command line measured by GRUB, systemd-boot or systemd-stub",
                    "the kernel's own word in PCR 9 alone"));
        }
        lines.lines().stream()
                .filter(l -> l.text().isEmpty())
                .forEach(l -> failures.add(
                        failure(l, "The text of a command line is not known.", "a known text", l.digest() + "")));
        return failures;
    }

    /** The lines whose text is known. */
    List<CommandLine> known() {
        return lines.lines().stream().filter(l -> l.text().isPresent()).toList();
    }

    /** Every argument as anyone may read it, without the file that GRUB names first. */
    static Stream<Argument> arguments(CommandLine line) {
        List<Argument> kernels = line.arguments();
        Optional<Argument> file = kernels.stream()
                .findFirst()
                .filter(_ -> line.source() == Source.GRUB || line.source() == Source.KERNEL)
                .filter(a -> a.name().startsWith("/") || a.name().startsWith("("));
        return Readings.of(line).stream().filter(a -> !file.equals(Optional.of(a)));
    }

    RuleFailure failure(CommandLine line, String summary, String expected, String actual) {
        Optional<String> event =
                line.source() == Source.KERNEL ? Optional.empty() : Optional.of("firmware#" + line.event());
        return new RuleFailure(rule.id(), summary, OptionalInt.of(pcr(line.source())), event, expected, actual);
    }

    static String words(Argument argument) {
        return Printable.quote(
                argument.name() + argument.value().map(v -> "=" + v).orElse(""), MAX_SHOWN);
    }

    private static int pcr(Source source) {
        return switch (source) {
            case GRUB -> GRUB_PCR;
            case SYSTEMD -> SYSTEMD_PCR;
            case UKI -> UKI_PCR;
            case KERNEL -> 9;
        };
    }
}
