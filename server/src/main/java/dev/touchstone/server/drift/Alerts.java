package dev.touchstone.server.drift;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What people are told of, put into the outbox in the transaction of what it tells. */
@Component
class Alerts {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Alerts(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void opened(long cluster, String title, UUID host, Instant at) {
        tell("drift.cluster.opened", host, Map.of("cluster", cluster, "title", title), at);
    }

    void grew(long cluster, long hosts, Instant at) {
        tell("drift.cluster.grew", null, Map.of("cluster", cluster, "hosts", hosts), at);
    }

    void closed(long cluster, Instant at) {
        tell("drift.cluster.closed", null, Map.of("cluster", cluster), at);
    }

    void rejected(UUID host, String summary, Instant at) {
        tell("host.rejected", host, Map.of("summary", summary), at);
    }

    private void tell(String kind, @Nullable UUID host, Map<String, ?> payload, Instant at) {
        jdbc.sql("insert into outbox (at, kind, host_id, payload) values (:at, :kind, :host, :payload::jsonb)")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("kind", kind)
                .param("host", host)
                .param("payload", json.writeValueAsString(payload))
                .update();
    }
}
