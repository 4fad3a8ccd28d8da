package dev.touchstone.server.baseline;

import dev.touchstone.reference.Baseline;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Baselines that were taken, each under the id of the job that took it. */
@Component
class Baselines {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Baselines(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
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

    Optional<Baseline> find(UUID id) {
        return jdbc.sql("select content from baseline where id = ?")
                .param(id)
                .query((row, _) ->
                        json.readValue(row.getString(1), StoredBaseline.class).read())
                .optional();
    }
}
