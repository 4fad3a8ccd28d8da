package dev.touchstone.server.host;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** {@code touchstone.hosts}, by verdict. Counted now and then, not on each scrape; never labelled by host. */
@Component
class HostMetrics {

    private final HostList list;
    private final Clock clock;
    private volatile Map<EffectiveVerdict, Long> posture = Map.of();

    HostMetrics(HostList list, Clock clock, MeterRegistry meters) {
        this.list = list;
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
        posture = list.posture(clock.instant());
    }
}
