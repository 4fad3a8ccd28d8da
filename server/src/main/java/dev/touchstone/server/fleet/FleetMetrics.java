package dev.touchstone.server.fleet;

import dev.touchstone.server.host.EffectiveVerdict;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** {@code touchstone.hosts}, by verdict. Counted now and then, not on each scrape; never labelled by host. */
@Component
class FleetMetrics {

    private final Fleet fleet;
    private final Clock clock;
    private volatile Map<EffectiveVerdict, Long> posture = Map.of();

    FleetMetrics(Fleet fleet, Clock clock, MeterRegistry meters) {
        this.fleet = fleet;
        this.clock = clock;
        for (EffectiveVerdict verdict : EffectiveVerdict.values()) {
            Gauge.builder("touchstone.hosts", () -> posture.getOrDefault(verdict, 0L))
                    .tag("verdict", verdict.name())
                    .description("Hosts not retired")
                    .register(meters);
        }
    }

    @Scheduled(fixedDelayString = "PT15S")
    void count() {
        posture = fleet.posture(clock.instant());
    }
}
