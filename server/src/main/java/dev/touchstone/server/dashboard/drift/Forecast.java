package dev.touchstone.server.dashboard.drift;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.server.dashboard.job.DryRunPanel;
import dev.touchstone.server.dashboard.job.JobPanel;
import dev.touchstone.server.dashboard.job.Outcomes;
import dev.touchstone.server.job.JobRecord;
import dev.touchstone.server.reference.DryRunSummary;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What stored evidence says of a cluster's hosts, were a version approved.
 *
 * @param sentence what it comes to; null while it is being asked
 * @param left members that would not be TRUSTED, and why
 * @param fleet what becomes of everybody else
 */
record Forecast(
        String version,
        JobPanel job,
        @Nullable String sentence,
        List<DryRunPanel.Group> left,
        @Nullable String fleet) {

    static Forecast asked(String version, JobRecord job, Instant now) {
        return new Forecast(version, JobPanel.of(job, now), null, List.of(), null);
    }

    static Forecast answered(
            String version, JobRecord job, DryRunSummary fleet, List<DryRunSummary.Group> members, Instant now) {
        return new Forecast(
                version,
                JobPanel.of(job, now),
                sentence(members),
                members.stream()
                        .filter(g -> g.after() != Verdict.TRUSTED)
                        .map(g -> group(job.id(), g))
                        .toList(),
                Outcomes.sentence(fleet.outcomes()));
    }

    private static DryRunPanel.Group group(UUID job, DryRunSummary.Group group) {
        return DryRunPanel.group(job, group);
    }

    private static String sentence(List<DryRunSummary.Group> members) {
        long all = members.stream().mapToLong(DryRunSummary.Group::hosts).sum();
        long trusted = members.stream()
                .filter(g -> g.after() == Verdict.TRUSTED)
                .mapToLong(DryRunSummary.Group::hosts)
                .sum();
        if (all == 0) {
            return "none of its hosts was there when this was asked; ask again.";
        }
        if (trusted == all) {
            return all == 1 ? "its host turns TRUSTED." : "all " + Outcomes.number(all) + " hosts turn TRUSTED.";
        }
        String keep = all - trusted == 1 ? " keeps" : " keep";
        return "%s of %s hosts turn TRUSTED; %s%s another deviation."
                .formatted(Outcomes.number(trusted), Outcomes.number(all), Outcomes.number(all - trusted), keep);
    }
}
