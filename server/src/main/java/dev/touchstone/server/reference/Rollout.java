package dev.touchstone.server.reference;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.appraisal.Reason;
import dev.touchstone.appraisal.Verdict;
import dev.touchstone.reference.Coverage;
import dev.touchstone.reference.Difference;
import dev.touchstone.reference.Golden;
import dev.touchstone.reference.MergedReference;
import dev.touchstone.reference.ReferenceSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a host would be once it has booted what a change rolls out: everything the changed sets own is then as approved,
 * and everything else as it is now. It promises too little rather than too much: a rule that does not hold today, or a
 * host's own value that nobody accepted, is not taken to mend itself.
 */
final class Rollout {

    private final Set<String> sets;

    /** @param proposed the versions rolled out */
    Rollout(List<ReferenceSet> proposed) {
        sets = proposed.stream().map(ReferenceSet::name).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What is foreseen of a host.
     *
     * @param reason why it would not be TRUSTED; empty where it would
     */
    record Foreseen(Verdict verdict, String reason) {}

    /** What is foreseen of a host; empty if no changed set selects it. */
    Optional<Foreseen> of(FleetEvidence.Finding finding) {
        return switch (finding) {
            case FleetEvidence.Finding.Unfit _ -> Optional.empty();
            case FleetEvidence.Finding.Appraised(Appraisal appraisal, Golden golden) ->
                selects(golden) ? Optional.of(foresee(appraisal, golden)) : Optional.empty();
        };
    }

    private boolean selects(Golden golden) {
        return golden.approved().stream().anyMatch(set -> sets.contains(set.name()));
    }

    private Foreseen foresee(Appraisal appraisal, Golden golden) {
        if (appraisal.divergence().isEmpty() || !appraisal.cut().isEmpty()) {
            return new Foreseen(appraisal.verdict(), first(appraisal));
        }
        Set<String> owned = owned(golden);
        Optional<Difference> stays = appraisal.divergence().get().differences().stream()
                .filter(d -> !(owned.contains(d.component()) && mends(d)))
                .findFirst();
        return stays.map(d -> new Foreseen(Verdict.DRIFTED, words(d))).orElseGet(() -> covered(golden));
    }

    private Set<String> owned(Golden golden) {
        return golden.approved().stream()
                .filter(set -> sets.contains(set.name()))
                .flatMap(set -> set.components().stream())
                .map(c -> c.id())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether booting what is approved ends it. */
    private static boolean mends(Difference difference) {
        return switch (difference) {
            case Difference.Changed _, Difference.Missing _, Difference.Extra _, Difference.Value _ -> true;
            case Difference.HostValue _, Difference.RuleFailed _ -> false;
        };
    }

    /** A boot that differs is not asked whether all is covered; one that does not will be. */
    private static Foreseen covered(Golden golden) {
        return switch (MergedReference.merge(golden.approved())) {
            case MergedReference.Outcome.Merged(MergedReference reference) -> covered(golden, reference.covered());
            case MergedReference.Outcome.Conflicting _ ->
                throw new IllegalStateException("sets in conflict were matched");
        };
    }

    private static Foreseen covered(Golden golden, Set<Integer> components) {
        return golden.coverage().stream()
                .filter(c -> !c.lacking(components).isEmpty())
                .findFirst()
                .map(c -> new Foreseen(Verdict.PENDING, uncovered(c, components)))
                .orElse(new Foreseen(Verdict.TRUSTED, ""));
    }

    private static String uncovered(Coverage coverage, Set<Integer> components) {
        return "Coverage %s asks for components %s.".formatted(coverage.name(), coverage.lacking(components));
    }

    private static String words(Difference difference) {
        String what = switch (difference) {
            case Difference.HostValue _ -> "its value was not accepted of this host";
            case Difference.RuleFailed(String _, var failure, int _) -> "rule " + failure.rule() + " does not hold";
            case Difference.Changed _, Difference.Missing _, Difference.Extra _, Difference.Value _ ->
                "it differs, and is not rolled out";
        };
        return "Component %s: %s.".formatted(difference.component(), what);
    }

    private static String first(Appraisal appraisal) {
        return appraisal.reasons().stream().findFirst().map(Reason::summary).orElse("");
    }
}
