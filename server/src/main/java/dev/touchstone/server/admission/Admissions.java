package dev.touchstone.server.admission;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Decides whether a subject may be let in, from memory. Every adapter asks here, and decides nothing itself. */
@Service
public class Admissions {

    private final FleetState fleet;
    private final Lease lease;
    private final Clock clock;
    private final MeterRegistry meters;
    private final RecentDecisions recent;

    Admissions(FleetState fleet, Lease lease, Clock clock, MeterRegistry meters, RecentDecisions recent) {
        this.fleet = fleet;
        this.lease = lease;
        this.clock = clock;
        this.meters = meters;
        this.recent = recent;
    }

    /** What stands of a subject now. */
    public Admission decide(Subject subject, Consumer consumer) {
        Admission admission = foresee(subject, consumer);
        meters.counter(
                        "touchstone.admission.decisions",
                        "decision",
                        admission.decision().word(),
                        "consumer",
                        consumer.name())
                .increment();
        recent.add(new RecentDecisions.Asked(clock.instant(), subject, consumer.name(), admission));
        return admission;
    }

    /** What stands of every host, asked for by its id: for those who keep it, and ask again before long. */
    public Stream<Admission> everyone(Consumer consumer) {
        AdmissionRule rule = new AdmissionRule(consumer, lease.holds(), clock.instant());
        return fleet.all().stream().map(host -> rule.decide(host, Binding.INVENTORY));
    }

    /** The same, where nobody is told yet. */
    public Admission foresee(Subject subject, Consumer consumer) {
        // The lease first: what is read after it was seen to hold can only be newer.
        AdmissionRule rule = new AdmissionRule(consumer, lease.holds(), clock.instant());
        return fleet.find(subject)
                .map(bound -> rule.decide(bound.host(), bound.by()))
                .orElseGet(rule::decideUnknown);
    }
}
