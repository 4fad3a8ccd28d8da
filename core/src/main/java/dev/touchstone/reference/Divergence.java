package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.rule.RuleFailure;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What did not match.
 *
 * @param bank the bank judged
 * @param differences every difference, in boot order; at least one
 * @param explanation what the boot is nevertheless known as
 * @param components all that is judged, such as {@code 400-os}, in order
 * @param rows what was expected and what came, side by side, PCR by PCR
 */
public record Divergence(
        HashAlgorithm bank,
        List<Difference> differences,
        Optional<Explanation> explanation,
        List<String> components,
        List<Row> rows) {

    public Divergence {
        differences = differences.stream()
                .sorted(Comparator.comparingInt(Difference::position))
                .toList();
        components = List.copyOf(components);
        rows = List.copyOf(rows);
        if (differences.isEmpty()) {
            throw new IllegalArgumentException("a divergence has a difference");
        }
    }

    /** The first difference in boot order: what a person should look at. */
    public Difference first() {
        return differences.getFirst();
    }

    /** The components in which something differs, in order. */
    public Set<String> differing() {
        return differences.stream().map(Difference::component).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The components in which nothing differs, in order. */
    public List<String> same() {
        Set<String> differing = differing();
        return components.stream().filter(c -> !differing.contains(c)).toList();
    }

    /**
     * Equal for boots with the identical set of unmatched digests, measured and approved, in whichever order they were
     * found and however they were set against each other; what is host-unique counts by its component's name alone.
     */
    public Bytes fingerprint() {
        String canonical = differences.stream()
                .flatMap(Divergence::lines)
                .sorted()
                .collect(Collectors.joining("\n", bank.bank() + "\n", "\n"));
        return HashAlgorithm.SHA256.hash(Bytes.ofUtf8(canonical));
    }

    private static Stream<String> lines(Difference difference) {
        return switch (difference) {
            case Difference.Changed _, Difference.Missing _, Difference.Extra _ -> lines(difference, "event");
            case Difference.Value _ -> lines(difference, "value");
            case Difference.HostValue own -> Stream.of(own.slot().pcr() + " host-unique " + own.component());
            case Difference.RuleFailed(String _, RuleFailure failure, int _) ->
                Stream.of("rule %s expected %s actual %s"
                        .formatted(failure.rule(), oneLine(failure.expected()), oneLine(failure.actual())));
        };
    }

    private static Stream<String> lines(Difference difference, String kind) {
        String register = difference.pcr().orElseThrow() + " " + kind + " ";
        return Stream.concat(
                difference.expected().stream().map(digest -> register + "expected " + digest),
                difference.actual().stream().map(digest -> register + "actual " + digest));
    }

    /** What a rule tells may be a host's own text: no line of it may pass for another difference. */
    private static String oneLine(String text) {
        return Bytes.ofUtf8(text).toHex();
    }
}
