package dev.touchstone.reference;

import static dev.touchstone.reference.Golds.BANK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.rule.Carried;
import dev.touchstone.rule.RuleSubject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What was expected and what came, side by side,")
class AlignerTest {

    private static Observed observed(List<String> events) {
        ReplayedBoot boot = Golds.boot(events.stream().map(e -> "4:" + e).toArray(String[]::new));
        return new Observed(boot, BANK, () -> RuleSubject.of(boot, Carried.nothing(), Instant.EPOCH), Map.of());
    }

    private static List<Aligner.Pair> align(List<String> expected, List<String> events) {
        List<Expected> golden = expected.stream()
                .<Expected>map(
                        e -> new Expected.One("c", Golds.records("4:" + e).getFirst()))
                .toList();
        Observed observed = observed(events);
        return Aligner.align(golden, observed.events(4), observed);
    }

    private static List<String> random(Random random, int alphabet) {
        return IntStream.range(0, random.nextInt(12))
                .mapToObj(_ -> "e" + random.nextInt(alphabet))
                .toList();
    }

    /** Longest common subsequence by trying everything. */
    private static int naive(List<String> left, List<String> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return 0;
        }
        List<String> leftRest = left.subList(1, left.size());
        List<String> rightRest = right.subList(1, right.size());
        return left.getFirst().equals(right.getFirst())
                ? 1 + naive(leftRest, rightRest)
                : Math.max(naive(leftRest, right), naive(left, rightRest));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @DisplayName("agree in as much as there can be, and tell each once, in order")
    void againstTheDefinition(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            int alphabet = 2 + random.nextInt(4);
            List<String> expected = random(random, alphabet);
            List<String> events = random(random, alphabet);
            List<Aligner.Pair> pairs = align(expected, events);
            assertThat(pairs)
                    .as("seed %d round %d: %s %s", seed, round, expected, events)
                    .extracting(Aligner.Pair::expected)
                    .filteredOn(i -> i != Aligner.Pair.NONE)
                    .isEqualTo(IntStream.range(0, expected.size()).boxed().toList());
            assertThat(pairs)
                    .extracting(Aligner.Pair::event)
                    .filteredOn(i -> i != Aligner.Pair.NONE)
                    .isEqualTo(IntStream.range(0, events.size()).boxed().toList());
            assertThat(pairs.stream()
                            .filter(p -> p.expected() != Aligner.Pair.NONE && p.event() != Aligner.Pair.NONE)
                            .filter(p -> expected.get(p.expected()).equals(events.get(p.event()))))
                    .hasSize(naive(expected, events));
        }
    }

    @Test
    @DisplayName("keep what is the same, though more would stand side by side otherwise")
    void sameBeforeInstead() {
        List<Aligner.Pair> pairs = align(List.of("a", "b", "c", "d", "e", "f"), List.of("f", "u", "v", "w", "x", "y"));
        assertThat(pairs).contains(new Aligner.Pair(5, 0));
    }

    @Test
    @DisplayName("leave an exclusion no more than what nothing else is expected for")
    void exclusions() {
        Expected anything = new Expected.Run("c", "anything", Optional.empty());
        Expected last = new Expected.One("c", Golds.records("4:last").getFirst());
        Observed observed = observed(List.of("x", "y", "other"));
        assertThat(Aligner.align(List.of(anything, last), observed.events(4), observed))
                .containsExactly(new Aligner.Pair(0, 0), new Aligner.Pair(0, 1), new Aligner.Pair(1, 2));
    }

    @Test
    @DisplayName("beyond a million cells are told as they stand between equal ends")
    void limit() {
        List<Aligner.Pair> pairs = align(surrounded(1_001, "left"), surrounded(1_001, "right"));
        assertThat(pairs).hasSize(1_011).allMatch(p -> p.expected() == p.event());
    }

    private static List<String> surrounded(int size, String value) {
        List<String> sequence = new ArrayList<>(Collections.nCopies(5, "end"));
        sequence.addAll(Collections.nCopies(size, value));
        sequence.addAll(Collections.nCopies(5, "end"));
        return sequence;
    }
}
