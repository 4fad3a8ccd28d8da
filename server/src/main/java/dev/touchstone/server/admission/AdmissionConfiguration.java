package dev.touchstone.server.admission;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The lease, and who watches it. */
@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

    @Bean
    Lease lease(MeterRegistry meters) {
        Lease lease = new Lease(System::nanoTime);
        Gauge.builder(
                        "touchstone.admission.state.age",
                        lease,
                        l -> l.age().map(age -> age.toNanos() / 1e9).orElse(Double.NaN))
                .baseUnit("seconds")
                .description("how old what admission is decided by may be; beyond 2 nobody is allowed in")
                .register(meters);
        return lease;
    }

    /** Not ready while nobody could be allowed in: another replica may know better. */
    @Bean("admissionHealthIndicator")
    HealthIndicator admission(Lease lease) {
        return () -> (lease.holds() ? Health.up() : Health.down()).build();
    }
}
