package dev.touchstone.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.reference.SequenceDiff.Gap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The gaps between two sequences")
class SequenceDiffTest {

    private static List<Gap> gaps(List<Integer> left, List<Integer> right) {
        return SequenceDiff.gaps(
                left.size(), right.size(), (l, r) -> left.get(l).equals(right.get(r)));
    }

    /** What lies outside the gaps of one side. */
    private static List<Integer> common(List<Integer> side, List<int[]> gaps) {
        List<Integer> common = new ArrayList<>(side);
        gaps.reversed().forEach(gap -> common.subList(gap[0], gap[1]).clear());
        return common;
    }

    private static List<Integer> random(Random random, int alphabet) {
        List<Integer> sequence = new ArrayList<>();
        for (int i = random.nextInt(14); i > 0; i--) {
            sequence.add(random.nextInt(alphabet));
        }
        return sequence;
    }

    /** Longest common subsequence by trying everything. */
    private static int naive(List<Integer> left, List<Integer> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return 0;
        }
        List<Integer> leftRest = left.subList(1, left.size());
        List<Integer> rightRest = right.subList(1, right.size());
        return left.getFirst().equals(right.getFirst())
                ? 1 + naive(leftRest, rightRest)
                : Math.max(naive(leftRest, right), naive(left, rightRest));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName("leave the same on both sides, as much of it as there can be, and never touch")
    void againstTheDefinition(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<Integer> left = random(random, 2 + random.nextInt(4));
            List<Integer> right = random(random, 2 + random.nextInt(4));
            List<Gap> gaps = gaps(left, right);
            List<Integer> common = common(
                    left,
                    gaps.stream().map(g -> new int[] {g.leftFrom(), g.leftTo()}).toList());
            assertThat(common)
                    .as("seed %d round %d: %s %s", seed, round, left, right)
                    .isEqualTo(common(
                            right,
                            gaps.stream()
                                    .map(g -> new int[] {g.rightFrom(), g.rightTo()})
                                    .toList()))
                    .hasSize(naive(left, right));
            for (int i = 1; i < gaps.size(); i++) {
                assertThat(gaps.get(i).leftFrom()).isGreaterThan(gaps.get(i - 1).leftTo() - 1);
                assertThat(gaps.get(i).leftFrom() - gaps.get(i - 1).leftTo())
                        .isEqualTo(gaps.get(i).rightFrom() - gaps.get(i - 1).rightTo())
                        .isPositive();
            }
            assertThat(gaps).noneMatch(Gap::isEmpty);
        }
    }

    @Test
    @DisplayName("of equal sequences are none, of a sequence and nothing all of it")
    void edges() {
        assertThat(gaps(List.of(1, 2, 3), List.of(1, 2, 3))).isEmpty();
        assertThat(gaps(List.of(), List.of())).isEmpty();
        assertThat(gaps(List.of(1, 2), List.of())).containsExactly(new Gap(0, 2, 0, 0));
        assertThat(gaps(List.of(), List.of(1))).containsExactly(new Gap(0, 0, 0, 1));
    }

    @Test
    @DisplayName("are exact up to a million comparisons, and one gap between equal ends beyond, without making them")
    void limit() {
        assertThat(comparisons(1_000)).isBetween(1_000_000L, 1_010_000L);
        assertThat(comparisons(1_001)).isLessThan(10_000);
        List<Integer> left = surrounded(1_001, 1);
        List<Integer> right = surrounded(1_001, 2);
        assertThat(gaps(left, right)).containsExactly(new Gap(5, 1_006, 5, 1_006));
    }

    /** Comparisons made for two sequences with nothing in common but their ends. */
    private static long comparisons(int size) {
        List<Integer> left = surrounded(size, 1);
        List<Integer> right = surrounded(size, 2);
        AtomicLong made = new AtomicLong();
        SequenceDiff.gaps(left.size(), right.size(), (l, r) -> {
            made.incrementAndGet();
            return left.get(l).equals(right.get(r));
        });
        return made.get();
    }

    private static List<Integer> surrounded(int size, int value) {
        List<Integer> sequence = new ArrayList<>(Collections.nCopies(5, 0));
        sequence.addAll(Collections.nCopies(size, value));
        sequence.addAll(Collections.nCopies(5, 0));
        return sequence;
    }
}
