package dev.touchstone.server.drift;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.appraisal.Appraiser;
import dev.touchstone.appraisal.Verdict;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.server.attestation.HostAppraised;
import dev.touchstone.server.reference.GoldenSets;
import dev.touchstone.server.reference.HostValues;
import dev.touchstone.server.reference.InForce;
import dev.touchstone.server.reference.ProposedVersions;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Whether a boot is one that somebody announced: nobody need be told of it, though its verdict stays what it is. */
@Component
class AnnouncedBoots {

    private final ProposedVersions proposed;
    private final GoldenSets golden;
    private final HostValues values;

    AnnouncedBoots(ProposedVersions proposed, GoldenSets golden, HostValues values) {
        this.proposed = proposed;
        this.golden = golden;
        this.values = values;
    }

    /** The proposed versions, such as {@code fleet-a@4}, with which the boot would match; none if it would not. */
    List<String> of(HostAppraised event) {
        List<ReferenceSet> selecting = proposed.selecting(event.before().labels(), event.at());
        if (selecting.isEmpty() || event.boot().isEmpty()) {
            return List.of();
        }
        Trial trial =
                new Trial(event, event.boot().get(), values.of(event.before().id()), golden.inForce());
        return selecting.stream()
                .filter(one -> trial.matches(List.of(one)))
                .findFirst()
                .map(one -> List.of(one.id()))
                .orElseGet(() -> trial.matches(selecting) ? ids(selecting) : List.of());
    }

    private static List<String> ids(List<ReferenceSet> sets) {
        return sets.stream().map(ReferenceSet::id).sorted().toList();
    }

    /** A boot to be held against what is in force and more. */
    private record Trial(
            HostAppraised event, ReplayedBoot boot, Map<Integer, List<ReferenceRecord>> values, InForce inForce) {

        boolean matches(List<ReferenceSet> more) {
            InForce with = inForce;
            for (ReferenceSet one : more) {
                with = with.with(one);
            }
            Appraisal appraisal = Appraiser.appraise(
                    new ReplayOutcome.Replayed(boot),
                    with.of(event.before(), values).golden(),
                    event.carried(),
                    event.at());
            return appraisal.verdict() == Verdict.TRUSTED;
        }
    }
}
