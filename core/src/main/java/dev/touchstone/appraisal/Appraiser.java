package dev.touchstone.appraisal;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.reference.Divergence;
import dev.touchstone.reference.Matching;
import dev.touchstone.reference.MergedReference;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.replay.ReplayedBoot;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Judges a boot by the reference sets that select its host. Everything wrong is collected before it answers. */
public final class Appraiser {

    private static final int FIRMWARE_PCRS = 8;

    private Appraiser() {}

    /**
     * Appraises one boot.
     *
     * @param outcome what replaying its logs gave
     * @param sets the approved versions that select the host
     */
    public static Appraisal appraise(ReplayOutcome outcome, Collection<ReferenceSet> sets) {
        return switch (outcome) {
            case ReplayOutcome.Contradicted contradicted -> rejected(Reasons.ofReplay(contradicted), List.of());
            case ReplayOutcome.Replayed replayed -> merge(replayed.boot(), sets);
        };
    }

    /** A boot whose log cannot even be read: no digest of it counts for anything. */
    public static Appraisal unreadable(String log, String why) {
        return rejected(List.of(Reasons.unreadable(log, why)), List.of());
    }

    private static Appraisal merge(ReplayedBoot boot, Collection<ReferenceSet> sets) {
        return switch (MergedReference.merge(sets)) {
            case MergedReference.Outcome.Conflicting conflicting ->
                new Appraisal(
                        Verdict.PENDING,
                        Reasons.ofConflicts(conflicting),
                        Optional.empty(),
                        sets.stream().map(ReferenceSet::id).sorted().toList(),
                        List.copyOf(boot.quotedPcrs()));
            case MergedReference.Outcome.Merged merged -> judge(boot, merged.reference());
        };
    }

    private static Appraisal judge(ReplayedBoot boot, MergedReference reference) {
        List<Integer> unaccounted = unaccounted(boot, reference);
        if (!unaccounted.isEmpty()) {
            return rejected(Reasons.ofUnaccounted(boot, unaccounted), reference.sets());
        }
        if (reference.isEmpty()) {
            return new Appraisal(
                    Verdict.PENDING,
                    List.of(Reasons.noReferenceSet()),
                    Optional.empty(),
                    List.of(),
                    List.copyOf(boot.quotedPcrs()));
        }
        return match(boot, reference);
    }

    /**
     * PCRs extended without a word in any log. What firmware extends (0–7) always has a log, and a judged PCR must,
     * unless its bare value is golden.
     */
    private static List<Integer> unaccounted(ReplayedBoot boot, MergedReference reference) {
        Set<Integer> bare = reference.barePcrs();
        Set<Integer> judged = reference.judgedPcrs();
        return boot.unexplained().stream()
                .filter(pcr -> !bare.contains(pcr) && (pcr < FIRMWARE_PCRS || judged.contains(pcr)))
                .toList();
    }

    private static Appraisal match(ReplayedBoot boot, MergedReference reference) {
        Optional<HashAlgorithm> bank = JudgedBank.of(boot, reference);
        SortedSet<Integer> notQuoted = new TreeSet<>(reference.judgedPcrs());
        notQuoted.removeAll(boot.quotedPcrs());
        if (bank.isEmpty() || !notQuoted.isEmpty()) {
            return drifted(Reasons.ofCoverage(bank.isPresent(), notQuoted), Optional.empty(), boot, reference);
        }
        return switch (Matching.match(reference, boot, bank.get())) {
            case Matching.Outcome.Matched _ ->
                new Appraisal(
                        Verdict.TRUSTED, List.of(), Optional.empty(), reference.sets(), notChecked(boot, reference));
            case Matching.Outcome.Diverged(Divergence divergence) ->
                drifted(Reasons.ofDivergence(divergence), Optional.of(divergence), boot, reference);
        };
    }

    private static Appraisal drifted(
            List<Reason> reasons, Optional<Divergence> divergence, ReplayedBoot boot, MergedReference reference) {
        return new Appraisal(Verdict.DRIFTED, reasons, divergence, reference.sets(), notChecked(boot, reference));
    }

    private static Appraisal rejected(List<Reason> reasons, List<String> sets) {
        return new Appraisal(Verdict.REJECTED, reasons, Optional.empty(), sets, List.of());
    }

    private static List<Integer> notChecked(ReplayedBoot boot, MergedReference reference) {
        SortedSet<Integer> rest = boot.quotedPcrs();
        rest.removeAll(reference.judgedPcrs());
        return List.copyOf(rest);
    }
}
