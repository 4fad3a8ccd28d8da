package dev.touchstone.appraisal;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.reference.Divergence;
import dev.touchstone.reference.Matching;
import dev.touchstone.reference.MergedReference;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.reference.Variant;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.replay.ReplayedBoot;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
            case ReplayOutcome.Replayed replayed -> account(replayed.boot(), sets);
        };
    }

    /**
     * Appraises one boot of which some logs are known to be cut. What they would have to account for is then no
     * contradiction, but nothing it shows is TRUSTED either; every other contradiction stands.
     *
     * @param outcome what replaying its logs gave
     * @param sets the approved versions that select the host
     * @param cut the logs known to lack their end; none for those taken to be whole
     */
    public static Appraisal appraise(ReplayOutcome outcome, Collection<ReferenceSet> sets, Set<CutLog> cut) {
        Appraisal whole = appraise(outcome, sets);
        return cut.isEmpty() ? whole : IncompleteLogs.judge(whole, cut);
    }

    /** A boot whose log cannot even be read: no digest of it counts for anything. */
    public static Appraisal unreadable(String log, String why) {
        return rejected(List.of(Reasons.unreadable(log, why)), List.of());
    }

    private static Appraisal account(ReplayedBoot boot, Collection<ReferenceSet> sets) {
        List<Integer> unaccounted = unaccounted(boot, sets);
        return unaccounted.isEmpty()
                ? merge(boot, sets)
                : rejected(Reasons.ofUnaccounted(boot, unaccounted), ids(sets));
    }

    /**
     * PCRs extended without a word in any log. What firmware extends (0–7) always has a log, and a judged PCR must,
     * unless a bare value of it is golden: that value is then compared.
     */
    private static List<Integer> unaccounted(ReplayedBoot boot, Collection<ReferenceSet> sets) {
        if (boot.unexplained().isEmpty()) {
            return List.of();
        }
        Set<Integer> bare = pcrs(sets, Variant.BareValues.class::isInstance);
        Set<Integer> judged = pcrs(sets, _ -> true);
        return boot.unexplained().stream()
                .filter(pcr -> !bare.contains(pcr) && (pcr < FIRMWARE_PCRS || judged.contains(pcr)))
                .toList();
    }

    private static Set<Integer> pcrs(Collection<ReferenceSet> sets, Predicate<Variant> of) {
        return sets.stream()
                .flatMap(set -> set.components().stream())
                .flatMap(component -> component.variants().stream())
                .filter(of)
                .flatMap(variant -> variant.pcrs().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Appraisal merge(ReplayedBoot boot, Collection<ReferenceSet> sets) {
        return switch (MergedReference.merge(sets)) {
            case MergedReference.Outcome.Conflicting conflicting ->
                pending(boot, Reasons.ofConflicts(conflicting), ids(sets));
            case MergedReference.Outcome.Merged(MergedReference reference) ->
                reference.isEmpty()
                        ? pending(boot, List.of(Reasons.noReferenceSet()), List.of())
                        : match(boot, reference);
        };
    }

    private static Appraisal match(ReplayedBoot boot, MergedReference reference) {
        Optional<HashAlgorithm> bank = JudgedBank.of(boot, reference);
        if (bank.isEmpty()) {
            return drifted(List.of(Reasons.bankNotCovered()), Optional.empty(), boot, reference);
        }
        Set<Integer> quoted = boot.quote().pcrs(bank.get()).keySet();
        List<Integer> notQuoted = reference.judgedPcrs().stream()
                .filter(pcr -> !quoted.contains(pcr))
                .toList();
        if (!notQuoted.isEmpty()) {
            return drifted(Reasons.ofNotQuoted(bank.get(), notQuoted), Optional.empty(), boot, reference);
        }
        return switch (Matching.match(reference, boot, bank.get())) {
            case Matching.Outcome.Matched _ ->
                new Appraisal(
                        Verdict.TRUSTED,
                        List.of(),
                        Optional.empty(),
                        reference.sets(),
                        notChecked(boot, reference),
                        Set.of());
            case Matching.Outcome.Diverged(Divergence divergence) ->
                drifted(Reasons.ofDivergence(divergence), Optional.of(divergence), boot, reference);
        };
    }

    private static Appraisal pending(ReplayedBoot boot, List<Reason> reasons, List<String> sets) {
        return new Appraisal(
                Verdict.PENDING, reasons, Optional.empty(), sets, List.copyOf(boot.quotedPcrs()), Set.of());
    }

    private static Appraisal drifted(
            List<Reason> reasons, Optional<Divergence> divergence, ReplayedBoot boot, MergedReference reference) {
        return new Appraisal(
                Verdict.DRIFTED, reasons, divergence, reference.sets(), notChecked(boot, reference), Set.of());
    }

    private static Appraisal rejected(List<Reason> reasons, List<String> sets) {
        return new Appraisal(Verdict.REJECTED, reasons, Optional.empty(), sets, List.of(), Set.of());
    }

    private static List<Integer> notChecked(ReplayedBoot boot, MergedReference reference) {
        Set<Integer> judged = reference.judgedPcrs();
        return boot.quotedPcrs().stream().filter(pcr -> !judged.contains(pcr)).toList();
    }

    private static List<String> ids(Collection<ReferenceSet> sets) {
        return sets.stream().map(ReferenceSet::id).sorted().toList();
    }
}
