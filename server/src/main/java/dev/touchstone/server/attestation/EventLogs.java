package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.json.HexBytes;
import dev.touchstone.server.problem.Refusal;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Event logs, stored once each under the digest we computed. */
@Component
class EventLogs {

    private static final Duration QUOTA_PERIOD = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final LogProperties settings;

    EventLogs(JdbcClient jdbc, LogProperties settings) {
        this.jdbc = jdbc;
        this.settings = settings;
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
     * @throws Refusal if the host has brought too much new content within a day
     */
    void store(Bytes sha256, Bytes content, UUID host, Instant now) {
        if (has(sha256)) {
            return;
        }
        requireQuota(content, host, now);
        jdbc.sql("""
                insert into event_log (sha256, size, deflated, first_seen, first_host) values (?, ?, ?, ?, ?)
                on conflict (sha256) do nothing""")
                .params(sha256.toArray(), content.length(), deflate(content), now.atOffset(ZoneOffset.UTC), host)
                .update();
    }

    private void requireQuota(Bytes content, UUID host, Instant now) {
        long brought = jdbc.sql("select coalesce(sum(size), 0) from event_log where first_host = ? and first_seen > ?")
                .params(host, now.minus(QUOTA_PERIOD).atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
        if (brought + content.length() > settings.dailyQuota().toBytes()) {
            throw new Refusal(
                    429,
                    "log-quota",
                    "This host has sent as many new logs as it may in a day.",
                    List.of(),
                    Duration.ofHours(1));
        }
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
                .query((row, _) -> inflate(row.getBytes("deflated"), row.getInt("size")))
                .optional()
                .filter(content -> HashAlgorithm.SHA256.hash(content).equals(sha256));
    }

    private static byte[] deflate(Bytes content) {
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
            deflater.setInput(content.toArray());
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(content.length() / 2 + 64);
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        }
    }

    private static Bytes inflate(byte[] deflated, int size) {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(deflated);
            byte[] content = new byte[size];
            int at = 0;
            while (at < size && !inflater.finished() && !inflater.needsInput()) {
                at += inflater.inflate(content, at, size - at);
            }
            return Bytes.of(content);
        } catch (DataFormatException e) {
            throw new IllegalStateException("a stored log does not inflate", e);
        }
    }
}
