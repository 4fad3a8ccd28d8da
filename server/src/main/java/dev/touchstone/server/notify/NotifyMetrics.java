package dev.touchstone.server.notify;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.function.ToDoubleFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How far telling lags behind. Counted now and then, not on each scrape; never labelled by webhook. */
@Component
class NotifyMetrics {

    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile Counts counts = new Counts(0, 0, 0, 0, 0);

    private record Counts(double outboxAge, double pending, double pendingAge, double dead, double disabled) {}

    NotifyMetrics(JdbcClient jdbc, Clock clock, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.clock = clock;
        gauge(
                "touchstone.outbox.age.seconds",
                Counts::outboxAge,
                "Age of what waits longest to become an event",
                meters);
        gauge("touchstone.webhook.pending", Counts::pending, "Events queued for enabled webhooks", meters);
        gauge("touchstone.webhook.pending.age.seconds", Counts::pendingAge, "Age of the oldest of those", meters);
        gauge("touchstone.webhook.dead", Counts::dead, "Events that webhooks were given up on", meters);
        gauge("touchstone.webhook.disabled", Counts::disabled, "Webhooks whose receiver wants nothing more", meters);
    }

    private void gauge(String name, ToDoubleFunction<Counts> value, String description, MeterRegistry meters) {
        Gauge.builder(name, () -> value.applyAsDouble(counts))
                .description(description)
                .register(meters);
    }

    @Scheduled(fixedDelayString = "PT15S")
    void count() {
        counts = jdbc.sql("""
                select coalesce((select extract(epoch from :now - min(at)) from outbox), 0) as outbox_age,
                    (select count(*) from webhook where disabled_reason <> '') as disabled,
                    (select count(*) from webhook_delivery where state = 'dead') as dead, p.*
                from (select count(*) as pending,
                        coalesce(extract(epoch from :now - min(d.queued_at)), 0) as pending_age
                      from webhook_delivery d join webhook w on w.id = d.webhook_id
                      where d.state = 'pending' and w.enabled) p""")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Counts(
                        row.getDouble("outbox_age"),
                        row.getDouble("pending"),
                        row.getDouble("pending_age"),
                        row.getDouble("dead"),
                        row.getDouble("disabled")))
                .single();
    }
}
