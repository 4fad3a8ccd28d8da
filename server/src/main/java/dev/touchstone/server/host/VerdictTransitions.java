package dev.touchstone.server.host;

import dev.touchstone.appraisal.Verdict;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Records each change of a verdict with its cause, and puts it in the outbox, in the caller's transaction. */
@Component
class VerdictTransitions {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    VerdictTransitions(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void record(
            UUID host,
            Verdict from,
            Verdict to,
            TransitionCause cause,
            @Nullable UUID attestation,
            String detail,
            Instant at) {
        OffsetDateTime when = at.atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                insert into verdict_transition
                    (id, host_id, at, from_verdict, to_verdict, cause, attestation_id, detail)
                values (:id, :host, :at, :from, :to, :cause, :attestation, :detail)""")
                .param("id", UUID.randomUUID())
                .param("host", host)
                .param("at", when)
                .param("from", from.name())
                .param("to", to.name())
                .param("cause", cause.word())
                .param("attestation", attestation)
                .param("detail", detail)
                .update();
        String payload = json.writeValueAsString(Map.of("from", from.name(), "to", to.name(), "cause", cause.word()));
        jdbc.sql("insert into outbox (at, kind, host_id, payload) values (?, 'verdict-changed', ?, ?::jsonb)")
                .params(when, host, payload)
                .update();
    }
}
