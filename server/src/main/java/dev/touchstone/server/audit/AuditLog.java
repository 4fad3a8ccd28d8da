package dev.touchstone.server.audit;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Writes what people and tokens decide, in the transaction of the decision: neither is there without the other. */
@Component
public class AuditLog {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    AuditLog(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Records one decision. The caller's transaction must be open.
     *
     * @param actor who decided: the caller's name, or {@code system}
     * @param action what, as {@code noun.verb}: {@code access-token.create}
     * @param object on what: {@code access-token/8f1c…}
     * @param before the state it had, as JSON; without secrets
     * @param after the state it has now
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(String actor, String action, String object, @Nullable Object before, @Nullable Object after) {
        jdbc.sql("""
                insert into audit_event (id, at, actor, action, object, before, after)
                values (:id, :at, :actor, :action, :object, :before::jsonb, :after::jsonb)""")
                .param("id", UUID.randomUUID())
                .param("at", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .param("actor", actor)
                .param("action", action)
                .param("object", object)
                .param("before", asJson(before))
                .param("after", asJson(after))
                .update();
    }

    private @Nullable String asJson(@Nullable Object value) {
        return value == null ? null : json.writeValueAsString(value);
    }
}
