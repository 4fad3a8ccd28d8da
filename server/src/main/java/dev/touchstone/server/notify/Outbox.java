package dev.touchstone.server.notify;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Takes what is to be told, in the transaction of what it tells: neither is there without the other. */
@Component
public class Outbox {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Outbox(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Tells something. The caller's transaction must be open. Where events of one subject can happen at once, it holds
     * the subject's lock: they are told in the order of these calls.
     *
     * @param subject what it is about, as {@code noun/id}: {@code host/8f1c…}
     * @param data what there is to know, in the form of the type
     * @param at when it happened
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(EventType type, String subject, Map<String, ?> data, Instant at) {
        jdbc.sql("insert into outbox (at, kind, subject, payload) values (:at, :kind, :subject, :data::jsonb)")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("kind", type.kind())
                .param("subject", subject)
                .param("data", json.writeValueAsString(data))
                .update();
    }

    /**
     * Whether this is the first time that somebody asks for {@code key}, over all replicas: for what is told once. The
     * caller's transaction must be open. Forgotten after as long as events are kept.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean first(String key, Instant now) {
        return jdbc.sql("insert into outbox_once (key, at) values (?, ?) on conflict do nothing")
                        .params(key, now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }
}
