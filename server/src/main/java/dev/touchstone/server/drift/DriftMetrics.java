package dev.touchstone.server.drift;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** {@code touchstone.drift.clusters} and the size of the largest. Counted now and then, not on each scrape. */
@Component
class DriftMetrics {

    private final JdbcClient jdbc;
    private volatile Counts counts = new Counts(0, 0, 0);

    /** What was counted last: open clusters all of whose hosts were announced, and the others. */
    private record Counts(long open, long announced, long largest) {}

    DriftMetrics(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        Gauge.builder("touchstone.drift.clusters", () -> counts.open())
                .tag("state", "open")
                .description("Drift clusters with a host no proposed version accounts for")
                .register(meters);
        Gauge.builder("touchstone.drift.clusters", () -> counts.announced())
                .tag("state", "announced")
                .description("Drift clusters all of whose hosts a proposed version accounts for")
                .register(meters);
        Gauge.builder("touchstone.drift.largest.cluster.hosts", () -> counts.largest())
                .description("Hosts of the largest open drift cluster")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "PT15S")
    void count() {
        counts = jdbc.sql("""
                select count(*) filter (where unannounced > 0) as open, count(*) filter (where unannounced = 0) as announced,
                    coalesce(max(hosts), 0) as largest
                from (select count(*) as hosts, count(*) filter (where announced = '{}') as unannounced
                      from drift_present group by cluster_id) c""")
                .query((row, _) -> new Counts(row.getLong("open"), row.getLong("announced"), row.getLong("largest")))
                .single();
    }
}
