package dev.touchstone.reference;

import java.util.ArrayList;
import java.util.List;

/**
 * The gaps between two sequences once their common parts are aligned: the equal start and end are set aside, and what
 * is between is aligned by longest common subsequence if small enough, else taken as one gap.
 */
final class SequenceDiff {

    private static final long MAX_CELLS = 1_000_000;

    private SequenceDiff() {}

    /** Whether an element of the left and one of the right are the same. */
    @FunctionalInterface
    interface Same {
        boolean test(int left, int right);
    }

    /** A stretch of each side with nothing in common; one of them may be empty. */
    record Gap(int leftFrom, int leftTo, int rightFrom, int rightTo) {
        int leftLength() {
            return leftTo - leftFrom;
        }

        int rightLength() {
            return rightTo - rightFrom;
        }

        boolean isEmpty() {
            return leftLength() == 0 && rightLength() == 0;
        }
    }

    static List<Gap> gaps(int left, int right, Same same) {
        int start = 0;
        while (start < left && start < right && same.test(start, start)) {
            start++;
        }
        int end = 0;
        while (end < left - start && end < right - start && same.test(left - 1 - end, right - 1 - end)) {
            end++;
        }
        Gap middle = new Gap(start, left - end, start, right - end);
        if (middle.isEmpty()) {
            return List.of();
        }
        return (long) middle.leftLength() * middle.rightLength() > MAX_CELLS ? List.of(middle) : between(middle, same);
    }

    private static List<Gap> between(Gap area, Same same) {
        int[][] longest = longestCommon(area, same);
        List<Gap> gaps = new ArrayList<>();
        int l = area.leftFrom();
        int r = area.rightFrom();
        int gapLeft = l;
        int gapRight = r;
        while (l < area.leftTo() && r < area.rightTo()) {
            int[] row = longest[l - area.leftFrom()];
            int column = r - area.rightFrom();
            if (same.test(l, r)) {
                add(gaps, new Gap(gapLeft, l, gapRight, r));
                gapLeft = ++l;
                gapRight = ++r;
            } else if (longest[l - area.leftFrom() + 1][column] >= row[column + 1]) {
                l++;
            } else {
                r++;
            }
        }
        add(gaps, new Gap(gapLeft, area.leftTo(), gapRight, area.rightTo()));
        return gaps;
    }

    private static void add(List<Gap> gaps, Gap gap) {
        if (!gap.isEmpty()) {
            gaps.add(gap);
        }
    }

    /** Lengths of the longest common subsequence of every pair of tails. */
    private static int[][] longestCommon(Gap area, Same same) {
        int rows = area.leftLength();
        int columns = area.rightLength();
        int[][] longest = new int[rows + 1][columns + 1];
        for (int l = rows - 1; l >= 0; l--) {
            for (int r = columns - 1; r >= 0; r--) {
                longest[l][r] = same.test(area.leftFrom() + l, area.rightFrom() + r)
                        ? longest[l + 1][r + 1] + 1
                        : Math.max(longest[l + 1][r], longest[l][r + 1]);
            }
        }
        return longest;
    }
}
