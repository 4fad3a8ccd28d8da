package dev.touchstone.appraisal;

import dev.touchstone.reference.Divergence;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The result of appraising one boot.
 *
 * @param verdict what it shows
 * @param reasons every reason, the first diverging event first; empty when TRUSTED
 * @param divergence what did not match, where matching was reached and failed
 * @param sets the versions of reference sets judged by, such as {@code fleet-a@3}
 * @param notChecked quoted PCRs that nothing golden speaks of
 * @param cut logs known to lack their end: what such evidence shows is never made golden
 */
public record Appraisal(
        Verdict verdict,
        List<Reason> reasons,
        Optional<Divergence> divergence,
        List<String> sets,
        List<Integer> notChecked,
        Set<CutLog> cut) {

    public Appraisal {
        reasons = List.copyOf(reasons);
        sets = List.copyOf(sets);
        notChecked = List.copyOf(notChecked);
        cut = Set.copyOf(cut);
        if ((verdict == Verdict.TRUSTED) != reasons.isEmpty()) {
            throw new IllegalArgumentException(verdict + " with " + reasons.size() + " reasons");
        }
    }
}
