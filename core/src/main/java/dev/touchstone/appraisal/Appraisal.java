package dev.touchstone.appraisal;

import dev.touchstone.reference.Divergence;
import dev.touchstone.reference.MatchedComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The result of appraising one boot.
 *
 * @param verdict what it shows
 * @param reasons every reason, the first diverging event first; empty when TRUSTED
 * @param notes what a person should know of a boot besides, whatever its verdict
 * @param divergence what did not match, where matching was reached and failed
 * @param sets the versions of reference sets judged by, such as {@code fleet-a@3}
 * @param matched what stood for each component, where all matched
 * @param notChecked quoted PCRs that nothing golden speaks of
 * @param cut logs known to lack their end: what such evidence shows is never made golden
 */
public record Appraisal(
        Verdict verdict,
        List<Reason> reasons,
        List<Reason> notes,
        Optional<Divergence> divergence,
        List<String> sets,
        List<MatchedComponent> matched,
        List<Integer> notChecked,
        Set<CutLog> cut) {

    public Appraisal {
        reasons = List.copyOf(reasons);
        notes = List.copyOf(notes);
        sets = List.copyOf(sets);
        matched = List.copyOf(matched);
        notChecked = List.copyOf(notChecked);
        cut = Set.copyOf(cut);
        if ((verdict == Verdict.TRUSTED) != reasons.isEmpty()) {
            throw new IllegalArgumentException(verdict + " with " + reasons.size() + " reasons");
        }
    }

    /** The version of each set that the boot is of, where it matched: the oldest that any of its components needs. */
    public Map<String, Integer> versions() {
        return MatchedComponent.versions(matched);
    }

    /** The same findings, judged otherwise. */
    public Appraisal judged(Verdict other, List<Reason> why) {
        return new Appraisal(other, why, notes, divergence, sets, matched, notChecked, cut);
    }

    /** The same, of logs known to lack their end. */
    Appraisal cut(Set<CutLog> logs) {
        return new Appraisal(verdict, reasons, notes, divergence, sets, matched, notChecked, logs);
    }
}
