package dev.touchstone.appraisal;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is left of an appraisal once logs are known to be cut. A PCR they do not reach is then explained, though not
 * known; a contradiction that no missing record explains, such as a forged one, remains.
 */
final class IncompleteLogs {

    private static final Set<String> EXPLAINED = Set.of(Reasons.DOES_NOT_REPLAY, Reasons.WITHOUT_EVENTS);

    private IncompleteLogs() {}

    static Appraisal judge(Appraisal whole, Set<CutLog> cut) {
        List<Reason> incomplete = cut.stream().sorted().map(Reasons::incomplete).toList();
        return switch (whole.verdict()) {
            case TRUSTED, DRIFTED, PENDING -> with(whole, Verdict.DRIFTED, whole.reasons(), incomplete, cut);
            case REJECTED -> rejected(whole, incomplete, cut);
        };
    }

    private static Appraisal rejected(Appraisal whole, List<Reason> incomplete, Set<CutLog> cut) {
        boolean explained = whole.reasons().stream().allMatch(r -> EXPLAINED.contains(r.code()));
        if (!explained) {
            return with(whole, Verdict.REJECTED, whole.reasons(), incomplete, cut);
        }
        List<Reason> notReached =
                whole.reasons().stream().map(Reasons::notReached).toList();
        return with(whole, Verdict.DRIFTED, incomplete, notReached, cut);
    }

    private static Appraisal with(
            Appraisal whole, Verdict verdict, List<Reason> first, List<Reason> then, Set<CutLog> cut) {
        List<Reason> reasons = Stream.concat(first.stream(), then.stream()).toList();
        return whole.judged(verdict, reasons).cut(cut);
    }
}
