package dev.touchstone.server.host;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.server.notify.EventType;
import dev.touchstone.server.notify.Outbox;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Records each change of a verdict with its cause, and puts it in the outbox, in the caller's transaction. */
@Component
class VerdictTransitions {

    private final JdbcClient jdbc;
    private final Outbox outbox;

    VerdictTransitions(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    void record(
            UUID host,
            Verdict from,
            Verdict to,
            TransitionCause cause,
            @Nullable UUID attestation,
            String detail,
            Instant at) {
        jdbc.sql("""
                insert into verdict_transition
                    (id, host_id, at, from_verdict, to_verdict, cause, attestation_id, detail)
                values (:id, :host, :at, :from, :to, :cause, :attestation, :detail)""")
                .param("id", UUID.randomUUID())
                .param("host", host)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("from", from.name())
                .param("to", to.name())
                .param("cause", cause.word())
                .param("attestation", attestation)
                .param("detail", detail)
                .update();
        outbox.tell(
                EventType.HOST_VERDICT_CHANGED,
                "host/" + host,
                Map.of("host", host, "from", from.name(), "to", to.name(), "cause", cause.word()),
                at);
    }
}
