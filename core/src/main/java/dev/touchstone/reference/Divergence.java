package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

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

    /** Equal for hosts with the identical set of unmatched events: covers every unmatched digest exactly. */
    public Bytes fingerprint() {
        String canonical = differences.stream()
                .map(d -> d.pcr() + " " + hex(d.expected()) + " " + hex(d.actual()))
                .sorted()
                .collect(Collectors.joining("\n", bank.bank() + "\n", "\n"));
        return HashAlgorithm.SHA256.hash(Bytes.ofUtf8(canonical));
    }

    private static String hex(java.util.Optional<Bytes> digest) {
        return digest.map(Bytes::toHex).orElse("-");
    }
}
