package dev.touchstone.server.admission;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.access.ConsumerTokens;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The consumers there are. Each change is audited, and heard of by every replica. */
@Service
class ConsumerRegistry {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ConsumerRows rows;
    private final ConsumerTokens tokens;
    private final AuditLog audit;
    private final Clock clock;

    ConsumerRegistry(
            JdbcClient jdbc, JsonMapper json, ConsumerRows rows, ConsumerTokens tokens, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.rows = rows;
        this.tokens = tokens;
        this.audit = audit;
        this.clock = clock;
    }

    List<ManagedConsumer> all() {
        return jdbc.sql("select * from consumer order by name").query(rows).list();
    }

    Optional<ManagedConsumer> find(String name) {
        return jdbc.sql("select * from consumer where name = ?")
                .param(name)
                .query(rows)
                .optional();
    }

    private Optional<ManagedConsumer> lock(String name) {
        return jdbc.sql("select * from consumer where name = ? for update")
                .param(name)
                .query(rows)
                .optional();
    }

    /**
     * Makes a consumer, or changes one.
     *
     * @param shown the entity tag of the one to be changed
     */
    @Transactional
    public ManagedConsumer put(Consumer wanted, Optional<String> shown, Caller by) {
        Optional<ManagedConsumer> before = lock(wanted.name());
        requireShown(before, shown);
        ManagedConsumer after = new ManagedConsumer(
                wanted,
                UUID.randomUUID(),
                before.map(ManagedConsumer::createdAt).orElseGet(clock::instant),
                before.map(ManagedConsumer::createdBy).orElse(by.name()));
        write(after);
        audit.record(
                by.name(),
                before.isPresent() ? "consumer.change" : "consumer.create",
                object(wanted.name()),
                before.map(ConsumerView::of).orElse(null),
                ConsumerView.of(after));
        return after;
    }

    private static void requireShown(Optional<ManagedConsumer> before, Optional<String> shown) {
        if (before.isPresent() && shown.isEmpty()) {
            throw new Refusal(428, "if-match-required", "A change names in If-Match the ETag of what it changes.");
        }
        if (shown.isPresent()
                && before.map(ManagedConsumer::entityTag)
                        .filter(shown.get()::equals)
                        .isEmpty()) {
            throw new Refusal(412, "consumer-changed", "The consumer is not the one shown any more.");
        }
    }

    private void write(ManagedConsumer managed) {
        Consumer consumer = managed.consumer();
        jdbc.sql("""
                insert into consumer (name, mode, maximum_evidence_age, outage, allowed_bindings, policy, allow_vlan,
                    quarantine_vlan, revision, created_at, created_by)
                values (:name, :mode, :age, :outage, :bindings, :policy::jsonb, :allow, :quarantine, :revision, :at, :by)
                on conflict (name) do update set mode = excluded.mode,
                    maximum_evidence_age = excluded.maximum_evidence_age, outage = excluded.outage,
                    allowed_bindings = excluded.allowed_bindings, policy = excluded.policy,
                    allow_vlan = excluded.allow_vlan, quarantine_vlan = excluded.quarantine_vlan,
                    revision = excluded.revision""")
                .param("name", consumer.name())
                .param("mode", consumer.mode().word())
                .param("age", consumer.maximumEvidenceAge().toSeconds())
                .param("outage", consumer.outage().word())
                .param(
                        "bindings",
                        consumer.allowedBindings().stream()
                                .sorted()
                                .map(Binding::word)
                                .toArray(String[]::new))
                .param("policy", json.writeValueAsString(consumer.policy()))
                .param("allow", consumer.radius().allowVlan().orElse(null))
                .param("quarantine", consumer.radius().quarantineVlan().orElse(null))
                .param("revision", managed.revision())
                .param("at", managed.createdAt().atOffset(ZoneOffset.UTC))
                .param("by", managed.createdBy())
                .update();
    }

    /** Takes a consumer away, and its tokens with it. */
    @Transactional
    public void delete(String name, Optional<String> shown, Caller by) {
        ManagedConsumer before = lock(name).orElseThrow(ConsumerRegistry::unknown);
        if (shown.isPresent()) {
            requireShown(Optional.of(before), shown);
        }
        tokens.revokeAll(name, by);
        jdbc.sql("delete from consumer where name = ?").param(name).update();
        audit.record(by.name(), "consumer.delete", object(name), ConsumerView.of(before), null);
    }

    /** Makes a token of a consumer, which is held until then. */
    @Transactional
    public ConsumerTokens.Issued issue(String name, Optional<Instant> expiresAt, Caller by) {
        ManagedConsumer held = lock(name).orElseThrow(ConsumerRegistry::unknown);
        return tokens.issue(held.consumer().name(), expiresAt, by);
    }

    static Refusal unknown() {
        return Refusal.notFound("There is no such consumer.");
    }

    private static String object(String name) {
        return "consumer/" + name;
    }
}
