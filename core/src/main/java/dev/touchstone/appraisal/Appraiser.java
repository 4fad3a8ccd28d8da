package dev.touchstone.appraisal;

import dev.touchstone.reference.Golden;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.rule.Carried;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges a boot by the reference sets that select its host. Everything wrong is collected before it answers. */
public final class Appraiser {

    private Appraiser() {}

    /** Appraises one boot by approved versions alone. */
    public static Appraisal appraise(ReplayOutcome outcome, Collection<ReferenceSet> sets) {
        return appraise(outcome, Golden.of(sets), Carried.nothing(), Instant.EPOCH);
    }

    /**
     * Appraises one boot.
     *
     * @param outcome what replaying its logs gave
     * @param golden what its host is judged by
     * @param carried what came with the evidence and needs no trust
     * @param at when it is judged, for what expires
     */
    public static Appraisal appraise(ReplayOutcome outcome, Golden golden, Carried carried, Instant at) {
        return switch (outcome) {
            case ReplayOutcome.Contradicted contradicted -> rejected(Reasons.ofReplay(contradicted), List.of());
            case ReplayOutcome.Replayed(ReplayedBoot boot) -> new BootAppraisal(boot, golden, carried, at).judge();
        };
    }

    /**
     * Appraises one boot of which some logs are known to be cut. What they would have to account for is then no
     * contradiction, but nothing it shows is TRUSTED either; every other contradiction stands.
     *
     * @param cut the logs known to lack their end; none for those taken to be whole
     */
    public static Appraisal appraise(
            ReplayOutcome outcome, Golden golden, Carried carried, Set<CutLog> cut, Instant at) {
        Appraisal whole = appraise(outcome, golden, carried, at);
        return cut.isEmpty() ? whole : IncompleteLogs.judge(whole, cut);
    }

    /** A boot whose log cannot even be read: no digest of it counts for anything. */
    public static Appraisal unreadable(String log, String why) {
        return rejected(List.of(Reasons.unreadable(log, why)), List.of());
    }

    static Appraisal rejected(List<Reason> reasons, List<String> sets) {
        return new Appraisal(
                Verdict.REJECTED, reasons, List.of(), Optional.empty(), sets, List.of(), List.of(), Set.of());
    }
}
