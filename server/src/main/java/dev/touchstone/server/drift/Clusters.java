package dev.touchstone.server.drift;

import dev.touchstone.bytes.Bytes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens clusters and closes them, while hosts come and go at the same time. Whoever joins holds the fingerprint's lock
 * together with others; whoever closes holds it alone, and never waits for it. So nobody waits for anyone who waits.
 */
@Component
class Clusters {

    private static final String LOCK = "pg_%s(hashtextextended('touchstone.drift:' || encode(:fingerprint, 'hex'), 0))";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Alerts alerts;

    Clusters(JdbcClient jdbc, JsonMapper json, Alerts alerts) {
        this.jdbc = jdbc;
        this.json = json;
        this.alerts = alerts;
    }

    /** The open cluster of a fingerprint, opened if there is none, and not closed until the transaction ends. */
    long open(Drift drift, Instant at) {
        byte[] fingerprint = drift.fingerprint().toArray();
        jdbc.sql("select " + LOCK.formatted("advisory_xact_lock_shared"))
                .param("fingerprint", fingerprint)
                .query((_, _) -> true)
                .single();
        return find(fingerprint).orElseGet(() -> {
            insert(drift, at);
            return find(fingerprint).orElseThrow();
        });
    }

    private Optional<Long> find(byte[] fingerprint) {
        return jdbc.sql("select id from drift_cluster where fingerprint = ? and closed_at is null")
                .param(fingerprint)
                .query(Long.class)
                .optional();
    }

    private void insert(Drift drift, Instant at) {
        jdbc.sql("""
                insert into drift_cluster (fingerprint, title, summary, differing, same, pcrs, first_seen)
                values (:fingerprint, :title, :summary::jsonb, :differing, :same, :pcrs, :at)
                on conflict (fingerprint) where closed_at is null do nothing""")
                .param("fingerprint", drift.fingerprint().toArray())
                .param("title", drift.title())
                .param("summary", json.writeValueAsString(drift.differences()))
                .param("differing", drift.differing().toArray(String[]::new))
                .param("same", drift.same().toArray(String[]::new))
                .param("pcrs", drift.pcrs().toArray(Integer[]::new))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Notes that there is something to tell of a cluster: its first member that nothing announced accounts for. */
    void note(long cluster, UUID host, Instant at) {
        boolean noted = jdbc.sql(
                        "select alert_from is not null or alerted_at is not null from drift_cluster where id = ?")
                .param(cluster)
                .query(Boolean.class)
                .optional()
                .orElse(true);
        if (!noted) {
            jdbc.sql("""
                    update drift_cluster set alert_from = :at, alert_host = :host
                    where id = :id and alert_from is null and alerted_at is null""")
                    .param("at", at.atOffset(ZoneOffset.UTC))
                    .param("host", host)
                    .param("id", cluster)
                    .update();
        }
    }

    /** Open clusters to be told of that were noted until then. */
    List<Long> untold(Instant until) {
        return jdbc.sql("""
                select id from drift_cluster where alerted_at is null and closed_at is null and alert_from <= ?""")
                .param(until.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /** Tells of a cluster, once, with as many hosts as it has by now. */
    void tell(long cluster, Instant at) {
        jdbc.sql("""
                update drift_cluster c set alerted_at = :at, alerted_for = greatest(1,
                    (select count(*) from drift_present p where p.cluster_id = c.id))
                where id = :id and alerted_at is null and alert_from is not null
                returning title, alerted_for, alert_host""")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", cluster)
                .query((row, _) -> new Noted(
                        row.getString("title"), row.getLong("alerted_for"), row.getObject("alert_host", UUID.class)))
                .optional()
                .ifPresent(noted -> alerts.opened(cluster, noted.title(), noted.hosts(), noted.host(), at));
    }

    private record Closed(String title, boolean telling) {}

    private record Noted(String title, long hosts, UUID host) {}

    /** Closes a cluster if nobody is in it and nobody is about to join; else it is left to {@link ClusterUpkeep}. */
    void closeIfEmpty(long cluster, Instant at) {
        boolean alone = jdbc.sql("select fingerprint from drift_cluster where id = ? and closed_at is null")
                .param(cluster)
                .query((row, _) -> Bytes.of(row.getBytes(1)))
                .optional()
                .filter(this::tryLock)
                .isPresent();
        if (alone) {
            close(cluster, at);
        }
    }

    private boolean tryLock(Bytes fingerprint) {
        return jdbc.sql("select " + LOCK.formatted("try_advisory_xact_lock"))
                .param("fingerprint", fingerprint.toArray())
                .query(Boolean.class)
                .single();
    }

    /** What was noted and is over before it was told is told all the same. */
    private void close(long cluster, Instant at) {
        jdbc.sql("""
                update drift_cluster set closed_at = :at where id = :id and closed_at is null
                    and not exists (select from drift_member where cluster_id = :id)
                returning title, alerted_at is not null or alert_from is not null as telling""")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", cluster)
                .query((row, _) -> new Closed(row.getString("title"), row.getBoolean("telling")))
                .optional()
                .filter(Closed::telling)
                .ifPresent(closed -> {
                    tell(cluster, at);
                    alerts.closed(cluster, closed.title(), at);
                });
    }

    /** A host left by contradicting itself: a warning that stays with the cluster. */
    void warn(long cluster, UUID host, Instant at) {
        jdbc.sql("insert into drift_rejected (cluster_id, host_id, at) values (?, ?, ?)")
                .params(cluster, host, at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Open clusters without members. */
    List<Long> empty() {
        return jdbc.sql("""
                select id from drift_cluster c where closed_at is null
                    and not exists (select from drift_member m where m.cluster_id = c.id)""").query((row, _) -> row.getLong(1)).list();
    }
}
