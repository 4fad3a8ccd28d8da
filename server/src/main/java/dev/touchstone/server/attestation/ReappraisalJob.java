package dev.touchstone.server.attestation;

import dev.touchstone.server.job.JobKind;
import dev.touchstone.server.job.JobRun;
import dev.touchstone.server.reference.GoldenSets;
import dev.touchstone.server.reference.InForce;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Appraises the fleet again by what is golden now; goes on from the host it had come to. */
@Component
class ReappraisalJob implements JobKind {

    static final String NAME = "re-appraisal";

    private final StoredFleet fleet;
    private final GoldenSets golden;
    private final Reappraisals reappraisals;
    private final JsonMapper json;
    private final Clock clock;

    ReappraisalJob(StoredFleet fleet, GoldenSets golden, Reappraisals reappraisals, JsonMapper json, Clock clock) {
        this.fleet = fleet;
        this.golden = golden;
        this.reappraisals = reappraisals;
        this.json = json;
        this.clock = clock;
    }

    /** @param labels the granted labels of the hosts concerned; empty for all */
    record Params(Map<String, String> labels) {

        /** In order, so that equal ones are written equally. */
        Params {
            labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        }
    }

    /**
     * What came of it.
     *
     * @param hosts hosts gone through
     * @param changed those of which something changed, since the job was taken up last
     */
    record Result(long hosts, long changed) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Object run(JobRun run, JsonNode params) {
        Map<String, String> labels = json.treeToValue(params, Params.class).labels();
        Optional<UUID> after = run.position().map(UUID::fromString);
        FleetWalk walk = fleet.walk(labels, after, clock.instant());
        run.total(walk.hosts());
        long done = run.done();
        long changed = 0;
        for (List<StoredHostBoot> page = walk.nextPage(); !page.isEmpty(); page = walk.nextPage()) {
            InForce inForce = golden.inForce();
            for (StoredHostBoot boot : page) {
                changed += reappraisals.appraise(boot, inForce) ? 1 : 0;
                run.advance(++done, boot.host().id().toString());
            }
        }
        return new Result(done, changed);
    }
}
