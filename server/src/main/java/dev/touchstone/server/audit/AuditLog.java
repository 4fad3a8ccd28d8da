package dev.touchstone.server.audit;

import dev.touchstone.bytes.Bytes;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes what people and tokens decide, in the transaction of the decision: neither is there without the other. */
@Component
public class AuditLog {

    private static final Bytes NONE_YET = Bytes.of(new byte[0]);

    private final AuditChain chain;
    private final JsonMapper json;
    private final Clock clock;

    AuditLog(AuditChain chain, JsonMapper json, Clock clock) {
        this.chain = chain;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Records one decision. The caller's transaction must be open; the entry gets its place as that commits.
     *
     * @param actor who decided: the caller's name, or {@code system}
     * @param action what, as {@code noun.verb}: {@code access-token.create}
     * @param object on what: {@code access-token/8f1c…}
     * @param before the state it had, as JSON; without secrets
     * @param after the state it has now
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(String actor, String action, String object, @Nullable Object before, @Nullable Object after) {
        Pending.of(chain).add(entry(actor, action, object, before, after), _ -> {});
    }

    private AuditEntry entry(
            String actor, String action, String object, @Nullable Object before, @Nullable Object after) {
        return new AuditEntry(
                0,
                UUID.randomUUID(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                actor,
                action,
                object,
                source(),
                tree(before),
                tree(after),
                NONE_YET,
                NONE_YET);
    }

    /** The same, and hands over the hash that the entry has got, still within the transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordThen(
            String actor,
            String action,
            String object,
            @Nullable Object before,
            @Nullable Object after,
            Consumer<Bytes> hashed) {
        Pending.of(chain).add(entry(actor, action, object, before, after), hashed);
    }

    private @Nullable JsonNode tree(@Nullable Object value) {
        return value == null ? null : AuditRows.tree(json.writeValueAsString(value));
    }

    /** The address of whoever asks for what is done on this thread; null for the server's own doing. */
    private static @Nullable String source() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes asked
                ? asked.getRequest().getRemoteAddr()
                : null;
    }
}
