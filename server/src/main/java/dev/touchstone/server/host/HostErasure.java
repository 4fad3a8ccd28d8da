package dev.touchstone.server.host;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Forgets a retired host: all it proved and claimed, wherever it is kept. That it was, and who erased it, stays. */
@Service
class HostErasure {

    private final JdbcClient jdbc;
    private final Hosts hosts;
    private final AuditLog audit;
    private final Clock clock;

    HostErasure(JdbcClient jdbc, Hosts hosts, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.hosts = hosts;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public void erase(UUID id, String actor) {
        HostRecord host = hosts.lock(id).orElseThrow(() -> Refusal.notFound("There is no such host."));
        if (host.state() != HostState.RETIRED) {
            throw new Refusal(409, "host-not-retired", "The host is " + host.state() + ": retire it first.");
        }
        if (isErased(id)) {
            throw Refusal.notFound("The host was erased.");
        }
        jdbc.sql("select erase_host(?)").param(id).query(_ -> {});
        audit.recordThen(actor, "host.erase", "host/" + id, null, null, hash -> bury(id, actor, hash));
    }

    private boolean isErased(UUID id) {
        return jdbc.sql("select exists (select from host_tombstone where host_id = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    private void bury(UUID id, String actor, Bytes auditHash) {
        jdbc.sql("insert into host_tombstone (host_id, erased_at, erased_by, audit_hash) values (?, ?, ?, ?)")
                .params(id, clock.instant().atOffset(ZoneOffset.UTC), actor, auditHash.toArray())
                .update();
    }
}
