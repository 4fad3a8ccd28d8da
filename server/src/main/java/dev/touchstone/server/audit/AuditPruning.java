package dev.touchstone.server.audit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Drops months of the audit log that are kept no longer. What is left still verifies, from a checkpoint on. */
@Component
class AuditPruning {

    private static final Logger LOG = LoggerFactory.getLogger(AuditPruning.class);

    private final JdbcClient jdbc;
    private final AuditProperties settings;
    private final Clock clock;

    AuditPruning(JdbcClient jdbc, AuditProperties settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 10, fixedDelay = 24 * 60, timeUnit = TimeUnit.MINUTES)
    void prune() {
        Instant before =
                clock.instant().atOffset(ZoneOffset.UTC).minus(settings.keep()).toInstant();
        int dropped = prune(before);
        if (dropped > 0) {
            LOG.info("The audit log before {} is kept no longer: {} months dropped", before, dropped);
        }
    }

    int prune(Instant before) {
        return jdbc.sql("select prune_audit(?)")
                .param(AuditRows.atUtc(before))
                .query(Integer.class)
                .single();
    }
}
