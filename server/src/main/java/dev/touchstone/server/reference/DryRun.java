package dev.touchstone.server.reference;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.appraisal.Reason;
import dev.touchstone.reference.Golden;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.server.job.JobRun;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Asks of every host in force what its last evidence would show if something else were golden. Changes nothing. */
@Component
public class DryRun {

    private final GoldenSets golden;
    private final ProposedSets proposed;
    private final FleetEvidence evidence;
    private final Clock clock;

    DryRun(GoldenSets golden, ProposedSets proposed, FleetEvidence evidence, Clock clock) {
        this.golden = golden;
        this.proposed = proposed;
        this.evidence = evidence;
        this.clock = clock;
    }

    /**
     * Goes through the fleet, from its first host.
     *
     * @param run told how far it is; {@link JobRun#unwatched()} if nobody wants to know
     * @param found given what was found, page by page
     */
    public DryRunSummary of(DryRunChange change, JobRun run, Consumer<List<DryRunHost>> found) {
        List<ReferenceSet> rolledOut = change.approve().stream()
                .map(id -> proposed.find(id).reference())
                .toList();
        InForce now = golden.inForce();
        InForce then = after(now, rolledOut, change.retire());
        Rollout rollout = new Rollout(rolledOut);
        DryRunTally tally = new DryRunTally();
        FleetEvidence.Walk walk = evidence.walk(Map.of(), Optional.empty(), clock.instant());
        run.total(walk.hosts());
        for (List<FleetEvidence.HostBoot> page = walk.next(); !page.isEmpty(); page = walk.next()) {
            List<DryRunHost> hosts =
                    page.stream().map(boot -> of(boot, now, then, rollout)).toList();
            hosts.forEach(tally::add);
            found.accept(hosts);
            run.advance(tally.hosts(), page.getLast().host().id().toString());
        }
        return tally.summary(walk.effort());
    }

    /** A version retired is known as retired: whoever boots it is told so. */
    private InForce after(InForce now, List<ReferenceSet> approve, List<String> retire) {
        InForce then = now;
        List<GoldenSet> retired = new ArrayList<>(now.retired());
        for (String id : retire) {
            GoldenSet set = proposed.find(id);
            retired.add(set);
            then = then.without(set.reference().name(), set.reference().version());
        }
        for (ReferenceSet set : approve) {
            then = then.without(set.name(), set.version()).with(set);
        }
        return new InForce(then.approved(), retired, then.coverage());
    }

    private static DryRunHost of(FleetEvidence.HostBoot boot, InForce now, InForce then, Rollout rollout) {
        FleetEvidence.Finding before = boot.by(now);
        FleetEvidence.Finding after = boot.by(then);
        Optional<Rollout.Foreseen> foreseen = rollout.of(after);
        return new DryRunHost(
                boot.host().id(),
                boot.host().displayName(),
                before.verdict(),
                after.verdict(),
                DryRunHost.Outcome.of(before.verdict(), after.verdict()),
                reason(after),
                foreseen.map(Rollout.Foreseen::verdict).orElse(null),
                foreseen.map(Rollout.Foreseen::reason).orElse(""));
    }

    private static String reason(FleetEvidence.Finding finding) {
        return switch (finding) {
            case FleetEvidence.Finding.Unfit unfit -> unfit.summary();
            case FleetEvidence.Finding.Appraised(Appraisal appraisal, Golden _) ->
                appraisal.reasons().stream().findFirst().map(Reason::summary).orElse("");
        };
    }
}
