package dev.touchstone.server.dashboard.drift;

import dev.touchstone.server.drift.Cluster;
import dev.touchstone.server.drift.ClusterList;
import dev.touchstone.server.job.JobRecord;
import dev.touchstone.server.reference.DryRunChange;
import dev.touchstone.server.reference.DryRuns;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Asks the last dry run of a version about a cluster's hosts. */
@Component
class Forecasts {

    private final DryRuns dryRuns;
    private final ClusterList clusters;

    Forecasts(DryRuns dryRuns, ClusterList clusters) {
        this.dryRuns = dryRuns;
        this.clusters = clusters;
    }

    static DryRunChange approving(String version) {
        return new DryRunChange(List.of(version), List.of());
    }

    /** What is known; empty if nobody has asked. */
    Optional<Forecast> of(Cluster cluster, String version, Instant now) {
        return dryRuns.latest(approving(version)).map(job -> of(cluster, version, job, now));
    }

    private Forecast of(Cluster cluster, String version, JobRecord job, Instant now) {
        return dryRuns.summary(job)
                .map(fleet -> Forecast.answered(
                        version, job, fleet, dryRuns.among(job.id(), clusters.hosts(cluster.id())), now))
                .orElseGet(() -> Forecast.asked(version, job, now));
    }
}
