package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.json.HexBytes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Event logs, stored once each under the digest we computed. */
@Component
class EventLogs {

    private final JdbcClient jdbc;
    private final LogQuota quota;

    EventLogs(JdbcClient jdbc, LogQuota quota) {
        this.jdbc = jdbc;
        this.quota = quota;
    }

    /** The firmware log a host need not send again. */
    List<HexBytes> knownOf(HostRecord host) {
        return host.lastAttestation()
                .flatMap(id -> jdbc.sql("select firmware_log from attestation where host_id = ? and id = ?")
                        .params(host.id(), id)
                        .query((row, _) -> new HexBytes(Bytes.of(row.getBytes(1))))
                        .optional())
                .map(List::of)
                .orElse(List.of());
    }

    /**
     * Stores a log unless it is there; its digest must have been computed by the caller.
     *
     * @throws dev.touchstone.server.problem.Refusal if the host has brought too much new content within a day
     */
    void store(Bytes sha256, Bytes content, UUID host, Instant now) {
        if (has(sha256)) {
            return;
        }
        quota.require(content.length(), host, now);
        jdbc.sql("""
                insert into event_log (sha256, size, deflated, first_seen, first_host) values (?, ?, ?, ?, ?)
                on conflict (sha256) do nothing""")
                .params(sha256.toArray(), content.length(), Deflated.of(content), now.atOffset(ZoneOffset.UTC), host)
                .update();
    }

    /** Whether a log is stored. */
    boolean has(Bytes sha256) {
        return jdbc.sql("select exists (select 1 from event_log where sha256 = ?)")
                .param(sha256.toArray())
                .query(Boolean.class)
                .single();
    }

    /** A stored log. */
    Optional<Bytes> find(Bytes sha256) {
        return jdbc.sql("select size, deflated from event_log where sha256 = ?")
                .param(sha256.toArray())
                .query((row, _) -> Deflated.inflate(row.getBytes("deflated"), row.getInt("size")))
                .optional()
                .filter(content -> HashAlgorithm.SHA256.hash(content).equals(sha256));
    }

    /** Several stored logs, by digest; those that are not kept are left out. */
    Map<Bytes, Bytes> find(Set<Bytes> sha256s) {
        Map<Bytes, Bytes> found = new HashMap<>();
        jdbc.sql("select sha256, size, deflated from event_log where sha256 = any(?)")
                .param(sha256s.stream().map(Bytes::toArray).toArray(byte[][]::new))
                .query((row, _) -> found.put(
                        Bytes.of(row.getBytes("sha256")),
                        Deflated.inflate(row.getBytes("deflated"), row.getInt("size"))))
                .list();
        found.entrySet()
                .removeIf(log -> !HashAlgorithm.SHA256.hash(log.getValue()).equals(log.getKey()));
        return found;
    }
}
