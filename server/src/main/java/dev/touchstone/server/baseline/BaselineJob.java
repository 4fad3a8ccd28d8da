package dev.touchstone.server.baseline;

import dev.touchstone.reference.BaselineBuilder;
import dev.touchstone.reference.Capture;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.server.challenge.AttestationProperties;
import dev.touchstone.server.job.JobKind;
import dev.touchstone.server.job.JobRun;
import dev.touchstone.server.reference.FleetEvidence;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes a baseline of the hosts of a query. Begun again, it starts from the first host. */
@Component
class BaselineJob implements JobKind {

    static final String NAME = "baseline";

    private final FleetEvidence evidence;
    private final Baselines baselines;
    private final AttestationProperties settings;
    private final JsonMapper json;
    private final Clock clock;

    BaselineJob(
            FleetEvidence evidence, Baselines baselines, AttestationProperties settings, JsonMapper json, Clock clock) {
        this.evidence = evidence;
        this.baselines = baselines;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    /** Of which hosts: those with these granted labels. */
    record Query(Map<String, String> labels) {}

    /**
     * What came of it.
     *
     * @param hosts how many it is of
     * @param leftOut hosts without evidence that holds, or whose logs are known to be cut
     */
    record Taken(long hosts, long leftOut) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Object run(JobRun run, JsonNode params) {
        BaselineBuilder builder = new BaselineBuilder();
        Query query = json.treeToValue(params, Query.class);
        FleetEvidence.Walk walk = evidence.walk(query.labels(), Optional.empty(), clock.instant());
        run.total(walk.hosts());
        long seen = 0;
        long taken = 0;
        for (List<FleetEvidence.HostBoot> page = walk.next(); !page.isEmpty(); page = walk.next()) {
            for (FleetEvidence.HostBoot host : page) {
                taken += add(builder, host) ? 1 : 0;
            }
            seen += page.size();
            run.advance(seen, page.getLast().host().id().toString());
        }
        baselines.put(run.job(), builder.build(), clock.instant());
        return new Taken(taken, seen - taken);
    }

    private boolean add(BaselineBuilder builder, FleetEvidence.HostBoot host) {
        Optional<ReplayedBoot> boot = host.whole();
        boot.ifPresent(whole -> {
            Set<Integer> pcrs = Capture.capturable(whole);
            pcrs.remove(settings.imaPcr());
            var of = new BaselineHost(
                    host.host().id(), host.host().lastAttestation().orElseThrow());
            builder.add(of.toString(), whole, pcrs);
        });
        return boot.isPresent();
    }
}
