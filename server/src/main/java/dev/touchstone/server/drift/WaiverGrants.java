package dev.touchstone.server.drift;

import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Grants waivers and ends them. Whether the caller may is asked before. */
@Service
public class WaiverGrants {

    private static final int MAX_REASON = 500;

    private final JdbcClient jdbc;
    private final ClusterList clusters;
    private final Waivers waivers;
    private final WaiverProperties settings;
    private final AuditLog audit;
    private final Clock clock;

    WaiverGrants(
            JdbcClient jdbc,
            ClusterList clusters,
            Waivers waivers,
            WaiverProperties settings,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.clusters = clusters;
        this.waivers = waivers;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param hosts some of the members; empty for all there are now
     * @param expiresIn how long; the longest allowed if empty
     */
    public record Wanted(String reason, Optional<List<UUID>> hosts, Optional<Duration> expiresIn) {}

    /** The longest a waiver lasts. */
    public Duration longest() {
        return settings.max();
    }

    @Transactional
    public Waiver grant(long clusterId, Wanted wanted, String by) {
        Cluster cluster = clusters.require(clusterId);
        cluster.requireOpen();
        cluster.requireNotGrave();
        Instant now = clock.instant();
        UUID id = UUID.randomUUID();
        insert(id, cluster, reason(wanted), now, now.plus(duration(wanted)), by);
        insertHosts(id, clusterId, wanted.hosts());
        Waiver granted = waivers.find(id).orElseThrow();
        audit.record(by, "waiver.grant", "waiver/" + id, null, WaiverView.of(granted));
        return granted;
    }

    private static String reason(Wanted wanted) {
        String reason = wanted.reason().strip();
        if (reason.isEmpty() || reason.length() > MAX_REASON) {
            throw new Refusal(400, "waiver-reason", "A waiver has a reason of 1 to " + MAX_REASON + " characters.");
        }
        return reason;
    }

    private Duration duration(Wanted wanted) {
        Duration duration = wanted.expiresIn().orElse(settings.max());
        if (!settings.allows(duration)) {
            throw new Refusal(422, "waiver-too-long", "A waiver lasts at most " + settings.max() + ".");
        }
        return duration;
    }

    /** That a person does not renew is held by the database, also against two requests at once. */
    private void insert(UUID id, Cluster cluster, String reason, Instant now, Instant until, String by) {
        try {
            jdbc.sql("""
                    insert into waiver (id, cluster_id, fingerprint, reason, granted_at, granted_by, expires_at)
                    values (:id, :cluster, :fingerprint, :reason, :now, :by, :until)""")
                    .param("id", id)
                    .param("cluster", cluster.id())
                    .param("fingerprint", cluster.fingerprint().toArray())
                    .param("reason", reason)
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .param("by", by)
                    .param("until", until.atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException _) {
            throw new Refusal(
                    409,
                    "waiver-renewed",
                    "You have granted a waiver for this drift already; another approver must grant the next.");
        }
    }

    private void insertHosts(UUID id, long cluster, Optional<List<UUID>> hosts) {
        List<UUID> wanted = hosts.map(h -> List.copyOf(new TreeSet<>(h))).orElse(List.of());
        int named = jdbc.sql("""
                insert into waiver_host (waiver_id, host_id, sets)
                select :id, p.host_id,
                    array(select s from jsonb_array_elements_text(a.reference_sets) s order by s collate "C")
                from drift_present p join host h on h.id = p.host_id
                    join attestation a on a.host_id = h.id and a.id = h.last_attestation
                where p.cluster_id = :cluster and p.grave = '{}' and (:everyone or p.host_id = any(:hosts))""")
                .param("id", id)
                .param("cluster", cluster)
                .param("everyone", hosts.isEmpty())
                .param("hosts", wanted.toArray(UUID[]::new))
                .update();
        if (named == 0 || (hosts.isPresent() && named != wanted.size())) {
            throw new Refusal(422, "waiver-hosts", "A waiver is for hosts that are in the cluster now.");
        }
    }

    @Transactional
    public Waiver revoke(UUID id, String by) {
        Waiver before = waivers.find(id).orElseThrow(() -> Refusal.notFound("There is no such waiver."));
        int ended = jdbc.sql(
                        "update waiver set revoked_at = :now, revoked_by = :by where id = :id and revoked_at is null")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("by", by)
                .param("id", id)
                .update();
        if (ended == 0) {
            throw new Refusal(409, "waiver-revoked", "The waiver is revoked already.");
        }
        Waiver after = waivers.find(id).orElseThrow();
        audit.record(by, "waiver.revoke", "waiver/" + id, WaiverView.of(before), WaiverView.of(after));
        return after;
    }
}
