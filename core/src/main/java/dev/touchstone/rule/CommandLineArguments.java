package dev.touchstone.rule;

import dev.touchstone.facts.CommandLines.Argument;
import dev.touchstone.facts.CommandLines.CommandLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What stands on the kernel's command line. One line can stand in for another, so each is asked for all that is
 * required, and none may have what is forbidden.
 *
 * @param required each is on every line; a name given here has no other value than those given here
 * @param allowed where present, nothing else may stand there but this and what is required
 * @param forbidden none is on any line, whoever reads it
 */
public record CommandLineArguments(
        Set<KernelArgument> required, Optional<Set<KernelArgument>> allowed, Set<KernelArgument> forbidden)
        implements Rule {

    /** Its id. */
    public static final String ID = "command-line-arguments";

    private static final int MAX = 256;

    public CommandLineArguments {
        required = bounded(required);
        allowed = allowed.map(CommandLineArguments::bounded);
        forbidden = bounded(forbidden);
    }

    private static Set<KernelArgument> bounded(Set<KernelArgument> arguments) {
        Listed.require(arguments.size() <= MAX, "more than " + MAX + " arguments");
        return Listed.of(arguments);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String text() {
        List<String> parts = new ArrayList<>();
        if (!required.isEmpty()) {
            parts.add("has " + words(required));
        }
        allowed.ifPresent(a -> parts.add("has nothing else but " + words(a)));
        if (!forbidden.isEmpty()) {
            parts.add("has none of " + words(forbidden));
        }
        return "Each kernel command line " + (parts.isEmpty() ? "is known" : String.join(", ", parts)) + ".";
    }

    private static String words(Collection<KernelArgument> arguments) {
        return arguments.isEmpty()
                ? "nothing"
                : arguments.stream().map(KernelArgument::toString).collect(Collectors.joining(" ", "\"", "\""));
    }

    @Override
    public String citation() {
        return "UAPI.5 (PCR 11 and 12); GRUB manual, Measuring boot components (PCR 8); kernel-command-line(7)";
    }

    @Override
    public List<RuleFailure> evaluate(RuleSubject subject) {
        KnownLines lines = KnownLines.of(this, subject);
        Failures failures = lines.unknown(subject);
        for (CommandLine line : lines.known()) {
            List<Argument> arguments = KnownLines.arguments(line).toList();
            lacking(arguments)
                    .forEach(r -> failures.add(() -> lines.failure(
                            line,
                            "A required kernel argument is missing.",
                            r.toString(),
                            "a %s line without it".formatted(line.source()))));
            arguments.forEach(a -> wrong(a).ifPresent(expected -> failures.add(
                    () -> lines.failure(line, "A kernel argument is not allowed.", expected, KnownLines.words(a)))));
        }
        return failures.toList();
    }

    private List<KernelArgument> lacking(List<Argument> arguments) {
        return required.stream()
                .filter(r -> arguments.stream().noneMatch(r::matches))
                .toList();
    }

    /** What would have to be instead of {@code argument}; empty where it may be. */
    private Optional<String> wrong(Argument argument) {
        Optional<KernelArgument> hit =
                forbidden.stream().filter(f -> f.matches(argument)).findFirst();
        if (hit.isPresent()) {
            return Optional.of("no " + hit.get());
        }
        if (required.stream().anyMatch(r -> r.matches(argument))) {
            return Optional.empty();
        }
        return required.stream()
                .filter(r -> r.isNamed(argument))
                .findFirst()
                .map(r -> "no other value than " + r)
                .or(() -> allowed.filter(a -> a.stream().noneMatch(p -> p.matches(argument)))
                        .map(_ -> "one of the allowed arguments"));
    }
}
