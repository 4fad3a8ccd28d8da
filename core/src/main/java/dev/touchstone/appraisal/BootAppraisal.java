package dev.touchstone.appraisal;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.reference.Coverage;
import dev.touchstone.reference.Divergence;
import dev.touchstone.reference.Golden;
import dev.touchstone.reference.MatchedComponent;
import dev.touchstone.reference.Matching;
import dev.touchstone.reference.MergedReference;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.reference.Variant;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.rule.Carried;
import dev.touchstone.rule.RuleSubject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Judges one boot whose logs account for its quote. */
final class BootAppraisal {

    private static final int FIRMWARE_PCRS = 8;

    private final ReplayedBoot boot;
    private final Golden golden;
    private final Carried carried;
    private final Instant at;

    BootAppraisal(ReplayedBoot boot, Golden golden, Carried carried, Instant at) {
        this.boot = boot;
        this.golden = golden;
        this.carried = carried;
        this.at = at;
    }

    Appraisal judge() {
        List<Integer> unaccounted = unaccounted();
        if (!unaccounted.isEmpty()) {
            return Appraiser.rejected(Reasons.ofUnaccounted(boot, unaccounted), ids());
        }
        return switch (MergedReference.merge(golden.approved())) {
            case MergedReference.Outcome.Conflicting conflicting -> pending(Reasons.ofConflicts(conflicting), ids());
            case MergedReference.Outcome.Merged(MergedReference reference) ->
                reference.isEmpty() ? pending(List.of(Reasons.noReferenceSet()), List.of()) : judge(reference);
        };
    }

    /**
     * PCRs extended without a word in any log. What firmware extends (0–7) always has a log, and a judged PCR must,
     * unless a bare value of it is golden: that value is then compared.
     */
    private List<Integer> unaccounted() {
        if (boot.unexplained().isEmpty()) {
            return List.of();
        }
        Set<Integer> bare = pcrs(Variant.BareValues.class::isInstance);
        Set<Integer> judged = pcrs(_ -> true);
        return boot.unexplained().stream()
                .filter(pcr -> !bare.contains(pcr) && (pcr < FIRMWARE_PCRS || judged.contains(pcr)))
                .toList();
    }

    private Set<Integer> pcrs(Predicate<Variant> of) {
        return golden.approved().stream()
                .flatMap(set -> set.components().stream())
                .flatMap(component -> component.variants().stream())
                .filter(of)
                .flatMap(variant -> variant.pcrs().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Appraisal judge(MergedReference reference) {
        Optional<HashAlgorithm> bank = JudgedBank.of(boot, reference);
        if (bank.isEmpty()) {
            return drifted(reference, List.of(Reasons.bankNotCovered()), Optional.empty());
        }
        Set<Integer> quoted = boot.quote().pcrs(bank.get()).keySet();
        List<Integer> notQuoted = reference.judgedPcrs().stream()
                .filter(pcr -> !quoted.contains(pcr))
                .toList();
        return notQuoted.isEmpty()
                ? match(reference, bank.get())
                : drifted(reference, Reasons.ofNotQuoted(bank.get(), notQuoted), Optional.empty());
    }

    private Appraisal match(MergedReference reference, HashAlgorithm bank) {
        return switch (Matching.match(reference, golden, boot, bank, () -> RuleSubject.of(boot, carried, at))) {
            case Matching.Outcome.Matched matched -> matched(reference, matched);
            case Matching.Outcome.Diverged(Divergence divergence) ->
                drifted(reference, DivergenceReasons.of(divergence), Optional.of(divergence));
        };
    }

    private Appraisal matched(MergedReference reference, Matching.Outcome.Matched matched) {
        List<Reason> uncovered = new ArrayList<>();
        for (Coverage coverage : golden.coverage()) {
            uncovered.addAll(Reasons.ofUncovered(coverage, coverage.lacking(reference.covered())));
        }
        return appraisal(
                reference,
                uncovered.isEmpty() ? Verdict.TRUSTED : Verdict.PENDING,
                uncovered,
                Rollback.notes(golden.before(), matched.versions()),
                Optional.empty(),
                matched.components());
    }

    private Appraisal drifted(MergedReference reference, List<Reason> reasons, Optional<Divergence> divergence) {
        List<Reason> notes =
                divergence.map(DivergenceReasons::ofComponents).stream().toList();
        return appraisal(reference, Verdict.DRIFTED, reasons, notes, divergence, List.of());
    }

    private Appraisal appraisal(
            MergedReference reference,
            Verdict verdict,
            List<Reason> reasons,
            List<Reason> notes,
            Optional<Divergence> divergence,
            List<MatchedComponent> matched) {
        Set<Integer> judged = reference.judgedPcrs();
        List<Integer> notChecked =
                boot.quotedPcrs().stream().filter(pcr -> !judged.contains(pcr)).toList();
        return new Appraisal(verdict, reasons, notes, divergence, reference.sets(), matched, notChecked, Set.of());
    }

    private Appraisal pending(List<Reason> reasons, List<String> sets) {
        return new Appraisal(
                Verdict.PENDING,
                reasons,
                List.of(),
                Optional.empty(),
                sets,
                List.of(),
                List.copyOf(boot.quotedPcrs()),
                Set.of());
    }

    private List<String> ids() {
        return golden.approved().stream().map(ReferenceSet::id).sorted().toList();
    }
}
