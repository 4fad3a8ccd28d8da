package dev.touchstone.server.reference;

import dev.touchstone.appraisal.Verdict;
import java.util.List;
import java.util.Map;

/**
 * What a dry run found of the fleet.
 *
 * @param hosts hosts in force
 * @param outcomes hosts by what the change does to them, such as {@code turns-drifted}; every outcome named
 * @param before hosts by verdict as things are
 * @param after hosts by verdict, were the change in force
 * @param afterRollout hosts that the change is for by the verdict foreseen once they have booted it
 * @param groups hosts to which the same happens for the same reason, the largest first
 * @param groupsLeftOut how many smaller groups are not among them
 * @param effort what it took
 */
public record DryRunSummary(
        long hosts,
        Map<DryRunHost.Outcome, Long> outcomes,
        Map<Verdict, Long> before,
        Map<Verdict, Long> after,
        Map<Verdict, Long> afterRollout,
        List<Group> groups,
        int groupsLeftOut,
        FleetEvidence.Effort effort) {

    /**
     * Hosts to which the same happens for the same reason.
     *
     * @param reason why they would not be TRUSTED; empty where they would
     * @param rolloutReason why not even after the rollout; empty where they would
     */
    public record Group(DryRunHost.Outcome outcome, Verdict after, String reason, String rolloutReason, long hosts) {}
}
