package dev.touchstone.server.attestation;

import dev.touchstone.server.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How much new content one host may bring: logs of every kind count together. */
@Component
class LogQuota {

    private static final Duration PERIOD = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final LogProperties settings;

    LogQuota(JdbcClient jdbc, LogProperties settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** @throws Refusal if {@code size} more bytes are too many within a day */
    void require(int size, UUID host, Instant now) {
        OffsetDateTime since = now.minus(PERIOD).atOffset(ZoneOffset.UTC);
        long brought = jdbc.sql("""
                select (select coalesce(sum(size), 0) from event_log where first_host = :host and first_seen > :since)
                    + (select coalesce(sum(size), 0) from ima_segment where host_id = :host and stored_at > :since)""")
                .param("host", host)
                .param("since", since)
                .query(Long.class)
                .single();
        if (brought + size > settings.dailyQuota().toBytes()) {
            throw new Refusal(
                    429,
                    "log-quota",
                    "This host has sent as many new logs as it may in a day.",
                    List.of(),
                    Duration.ofHours(1));
        }
    }
}
