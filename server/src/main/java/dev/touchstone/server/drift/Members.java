package dev.touchstone.server.drift;

import dev.touchstone.bytes.Bytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which host is in which cluster. A row is written under its host's lock only. */
@Component
class Members {

    private final JdbcClient jdbc;

    Members(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where a host is. */
    record Membership(long cluster, Bytes fingerprint, Instant since) {}

    /**
     * A host that joins, or stays with another boot.
     *
     * @param bootSeen when its boot was first seen; null where it drifted without one
     * @param announced the proposed versions that account for its boot
     */
    record Joining(
            UUID host,
            UUID attestation,
            Instant since,
            @Nullable Instant bootSeen,
            Condition condition,
            List<String> announced) {}

    Optional<Membership> find(UUID host) {
        return jdbc.sql("""
                select m.cluster_id, c.fingerprint, m.since
                from drift_member m join drift_cluster c on c.id = m.cluster_id where m.host_id = ?""").param(host).query((row, _) -> membership(row)).optional();
    }

    private static Membership membership(ResultSet row) throws SQLException {
        return new Membership(
                row.getLong("cluster_id"),
                Bytes.of(row.getBytes("fingerprint")),
                row.getObject("since", OffsetDateTime.class).toInstant());
    }

    void put(long cluster, Joining joining) {
        jdbc.sql("""
                insert into drift_member (host_id, cluster_id, attestation_id, since, boot_seen, grave, announced,
                    secure_boot, dbx)
                values (:host, :cluster, :attestation, :since, :bootSeen, :grave, :announced, :secureBoot, :dbx)
                on conflict (host_id) do update set cluster_id = excluded.cluster_id,
                    attestation_id = excluded.attestation_id, since = excluded.since,
                    boot_seen = coalesce(excluded.boot_seen, drift_member.boot_seen), grave = excluded.grave,
                    announced = excluded.announced, secure_boot = excluded.secure_boot, dbx = excluded.dbx""")
                .param("host", joining.host())
                .param("cluster", cluster)
                .param("attestation", joining.attestation())
                .param("since", joining.since().atOffset(ZoneOffset.UTC))
                .param(
                        "bootSeen",
                        joining.bootSeen() == null ? null : joining.bootSeen().atOffset(ZoneOffset.UTC))
                .param("grave", joining.condition().words().toArray(String[]::new))
                .param("announced", joining.announced().toArray(String[]::new))
                .param("secureBoot", joining.condition().secureBoot())
                .param("dbx", joining.condition().dbx())
                .update();
    }

    /** Takes a host out; the cluster it was in. */
    Optional<Long> remove(UUID host) {
        return jdbc.sql("delete from drift_member where host_id = ? returning cluster_id")
                .param(host)
                .query(Long.class)
                .optional();
    }

    /** Takes out hosts that are DRIFTED no more though no evidence said so; those being appraised are left for then. */
    List<Long> removeOthers() {
        return jdbc.sql("""
                delete from drift_member where host_id in (
                    select h.id from drift_member m join host h on h.id = m.host_id
                    where h.verdict <> 'DRIFTED' or h.state not in ('ACTIVE', 'MAINTENANCE')
                    for update of h skip locked)
                returning cluster_id""").query((row, _) -> row.getLong(1)).list();
    }
}
