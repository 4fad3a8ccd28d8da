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

    /** Tells of a cluster once: of the first member that nothing announced accounts for. */
    void alert(long cluster, UUID host, Instant at) {
        Optional<Boolean> told = jdbc.sql("select alerted_at is not null from drift_cluster where id = ?")
                .param(cluster)
                .query(Boolean.class)
                .optional();
        if (told.orElse(true)) {
            return;
        }
        jdbc.sql("""
                update drift_cluster set alerted_at = :at where id = :id and alerted_at is null returning title""")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", cluster)
                .query(String.class)
                .optional()
                .ifPresent(title -> alerts.opened(cluster, title, host, at));
    }

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

    private void close(long cluster, Instant at) {
        jdbc.sql("""
                update drift_cluster set closed_at = :at where id = :id and closed_at is null
                    and not exists (select from drift_member where cluster_id = :id)
                returning alerted_at is not null""")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", cluster)
                .query(Boolean.class)
                .optional()
                .filter(told -> told)
                .ifPresent(_ -> alerts.closed(cluster, at));
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
