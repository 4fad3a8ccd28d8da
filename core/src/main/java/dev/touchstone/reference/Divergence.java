package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What did not match.
 *
 * @param bank the bank judged
 * @param differences every difference, in boot order; at least one
 */
public record Divergence(HashAlgorithm bank, List<Difference> differences) {

    public Divergence {
        differences = differences.stream()
                .sorted(Comparator.comparingInt(Difference::position))
                .toList();
        if (differences.isEmpty()) {
            throw new IllegalArgumentException("a divergence has a difference");
        }
    }

    /** The first difference in boot order: what a person should look at. */
    public Difference first() {
        return differences.getFirst();
    }

    /**
     * Equal for boots with the identical set of unmatched digests, measured and approved, in whichever order they were
     * found and however they were set against each other.
     */
    public Bytes fingerprint() {
        String canonical = differences.stream()
                .flatMap(Divergence::lines)
                .sorted()
                .collect(Collectors.joining("\n", bank.bank() + "\n", "\n"));
        return HashAlgorithm.SHA256.hash(Bytes.ofUtf8(canonical));
    }

    private static Stream<String> lines(Difference difference) {
        String kind = switch (difference) {
            case Difference.Changed _, Difference.Missing _, Difference.Extra _ -> "event";
            case Difference.Value _ -> "value";
        };
        String register = difference.pcr() + " " + kind + " ";
        return Stream.concat(
                difference.expected().stream().map(digest -> register + "expected " + digest),
                difference.actual().stream().map(digest -> register + "actual " + digest));
    }
}
