package dev.touchstone.server.reference;

import dev.touchstone.server.job.JobKind;
import dev.touchstone.server.job.JobRun;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A dry run as a job. Begun again it starts from the first host: a count of two halves would be of two fleets. */
@Component
class DryRunJob implements JobKind {

    static final String NAME = "dry-run";

    private final DryRun dryRun;
    private final DryRunHosts hosts;
    private final JsonMapper json;

    DryRunJob(DryRun dryRun, DryRunHosts hosts, JsonMapper json) {
        this.dryRun = dryRun;
        this.hosts = hosts;
        this.json = json;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Object run(JobRun run, JsonNode params) {
        hosts.clear(run.job());
        return dryRun.of(json.treeToValue(params, DryRunChange.class), run, found -> hosts.add(run.job(), found));
    }
}
