package dev.touchstone.server.baseline;

import dev.touchstone.reference.Baseline;
import dev.touchstone.server.host.HostNames;
import dev.touchstone.server.job.JobRecord;
import dev.touchstone.server.job.Jobs;
import dev.touchstone.server.problem.Refusal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Baselines that were taken, each under the id of the job that took it. */
@Component
public class Baselines {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Jobs jobs;

    Baselines(JdbcClient jdbc, JsonMapper json, Jobs jobs) {
        this.jdbc = jdbc;
        this.json = json;
        this.jobs = jobs;
    }

    /** Begins one of the hosts with these granted labels; of all if there are none. */
    public JobRecord begin(Map<String, String> labels, String by) {
        return jobs.enqueue(BaselineJob.NAME, new BaselineJob.Query(HostNames.requireLabels(labels)), by);
    }

    /** Keeps one; taken again after a restart, it replaces what was begun. */
    void put(UUID id, Baseline baseline, Instant now) {
        jdbc.sql("""
                insert into baseline (id, taken_at, hosts, content) values (:id, :now, :hosts, :content::jsonb)
                on conflict (id) do update
                    set taken_at = excluded.taken_at, hosts = excluded.hosts, content = excluded.content""")
                .param("id", id)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("hosts", baseline.hosts())
                .param("content", json.writeValueAsString(StoredBaseline.of(baseline)))
                .update();
    }

    /** One, as people look at it. */
    public BaselineView view(UUID id) {
        return BaselineView.of(id, require(id));
    }

    Baseline require(UUID id) {
        return find(id).orElseThrow(() -> Refusal.notFound("There is no such baseline."));
    }

    private Optional<Baseline> find(UUID id) {
        return jdbc.sql("select content from baseline where id = ?")
                .param(id)
                .query((row, _) ->
                        json.readValue(row.getString(1), StoredBaseline.class).read())
                .optional();
    }
}
