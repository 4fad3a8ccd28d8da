package dev.touchstone.server.admission;

import dev.touchstone.server.host.EffectiveVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A consumer on the wire and in the audit log. */
record ConsumerView(
        String name,
        Consumer.Mode mode,
        Duration maximumEvidenceAge,
        Decision outage,
        List<Binding> allowedBindings,
        Map<EffectiveVerdict, Decision> policy,
        ConsumerRequest.Vlans radius,
        Instant createdAt,
        String createdBy) {

    static ConsumerView of(ManagedConsumer managed) {
        Consumer consumer = managed.consumer();
        return new ConsumerView(
                consumer.name(),
                consumer.mode(),
                consumer.maximumEvidenceAge(),
                consumer.outage(),
                consumer.allowedBindings().stream().sorted().toList(),
                new TreeMap<>(consumer.policy()),
                ConsumerRequest.Vlans.of(consumer.radius()),
                managed.createdAt(),
                managed.createdBy());
    }
}
