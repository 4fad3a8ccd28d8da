package dev.touchstone.server.dashboard.admission;

import dev.touchstone.server.admission.Binding;
import dev.touchstone.server.admission.Consumer;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** The terms of a consumer, in words. */
record ConsumerRow(String name, String mode, String age, String outage, String bindings, String policy, String vlans) {

    static ConsumerRow of(Consumer consumer) {
        return new ConsumerRow(
                consumer.name(),
                consumer.mode().word(),
                words(consumer.maximumEvidenceAge()),
                consumer.outage().word(),
                consumer.allowedBindings().stream().sorted().map(Binding::word).collect(Collectors.joining(", ")),
                consumer.policy().isEmpty()
                        ? "as by default"
                        : consumer.policy().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(e -> e.getKey() + " " + e.getValue().word())
                                .collect(Collectors.joining(", ")),
                consumer.radius().allowVlan().orElse("–") + " / "
                        + consumer.radius().quarantineVlan().orElse("–"));
    }

    private static String words(Duration span) {
        return span.toDays() > 2 ? span.toDays() + " days" : span.toMinutes() + " min";
    }
}
