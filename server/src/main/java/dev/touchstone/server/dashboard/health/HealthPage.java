package dev.touchstone.server.dashboard.health;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What this server checks of itself, and what it counts. */
@Controller
class HealthPage {

    private final HealthContributorRegistry checks;
    private final MeterRegistry meters;
    private final Clock clock;

    HealthPage(HealthContributorRegistry checks, MeterRegistry meters, Clock clock) {
        this.checks = checks;
        this.meters = meters;
        this.clock = clock;
    }

    @GetMapping("/health")
    String show(Model model) {
        Instant now = clock.instant();
        List<Check> all = checks.stream()
                .flatMap(entry -> Check.of(entry.name(), entry.contributor()))
                .sorted(Comparator.comparing(Check::name))
                .toList();
        model.addAttribute("checks", all);
        model.addAttribute("well", all.stream().allMatch(Check::well));
        model.addAttribute(
                "meters",
                meters.getMeters().stream()
                        .filter(meter -> meter.getId().getName().startsWith("touchstone."))
                        .sorted(Comparator.comparing(
                                        (Meter meter) -> meter.getId().getName())
                                .thenComparing(meter -> meter.getId().getTags().toString()))
                        .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false)
                                .map(measured -> Count.of(meter.getId(), measured)))
                        .toList());
        Duration up = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
        model.addAttribute("up", up.toHours() < 2 ? up.toMinutes() + " min" : up.toHours() + " h");
        model.addAttribute("memory", Runtime.getRuntime().totalMemory() / 1_048_576 + " MiB");
        model.addAttribute("java", Runtime.version().toString());
        model.addAttribute("at", now.toString());
        return "health";
    }
}
