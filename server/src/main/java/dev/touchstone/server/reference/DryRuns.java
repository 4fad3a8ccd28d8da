package dev.touchstone.server.reference;

import dev.touchstone.server.job.JobRecord;
import dev.touchstone.server.job.Jobs;
import dev.touchstone.server.problem.Refusal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Begins dry runs, and tells what they found. */
@Service
public class DryRuns {

    private final Jobs jobs;
    private final ProposedSets versions;
    private final DryRunHosts hosts;
    private final JsonMapper json;

    DryRuns(Jobs jobs, ProposedSets versions, DryRunHosts hosts, JsonMapper json) {
        this.jobs = jobs;
        this.versions = versions;
        this.hosts = hosts;
        this.json = json;
    }

    /** Begins one, of versions there are. */
    public JobRecord begin(DryRunChange change, String by) {
        Stream.concat(change.approve().stream(), change.retire().stream()).forEach(versions::find);
        return jobs.enqueue(DryRunJob.NAME, change, by);
    }

    /** The last one that supposed just this. */
    public Optional<JobRecord> latest(DryRunChange change) {
        return jobs.latest(DryRunJob.NAME, change);
    }

    /** What was supposed; empty if the job is no dry run. */
    public Optional<DryRunChange> supposed(JobRecord job) {
        return Optional.of(job)
                .filter(j -> j.kind().equals(DryRunJob.NAME))
                .map(j -> json.treeToValue(j.params(), DryRunChange.class));
    }

    /** What came of it, once it is done. */
    public Optional<DryRunSummary> summary(JobRecord job) {
        return job.result().map(result -> json.treeToValue(result, DryRunSummary.class));
    }

    /**
     * Some hosts in the order of their ids, as far as the job is.
     *
     * @param outcome what happens to them; null for anything
     * @param reason why they would not be TRUSTED; null for whatever reason
     */
    public List<DryRunHost> hosts(
            UUID job, DryRunHost.@Nullable Outcome outcome, @Nullable String reason, @Nullable UUID after, int limit) {
        if (jobs.find(job).filter(j -> j.kind().equals(DryRunJob.NAME)).isEmpty()) {
            throw Refusal.notFound("There is no such dry run.");
        }
        return hosts.page(job, outcome, reason, after, limit);
    }

    /** What happens to some hosts, those alike together, the most first. */
    public List<DryRunSummary.Group> among(UUID job, Collection<UUID> some) {
        return hosts.groups(job, some);
    }
}
