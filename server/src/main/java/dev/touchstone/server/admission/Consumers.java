package dev.touchstone.server.admission;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.problem.Refusal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the consumer that asks, from memory. */
@Component
public class Consumers {

    private final ConsumerRows rows;
    private volatile Map<String, Consumer> known = Map.of();

    Consumers(ConsumerRows rows) {
        this.rows = rows;
    }

    /**
     * The consumer whose token the caller holds, or the default one.
     *
     * @throws Refusal 403 if that consumer is gone, or not yet known here
     */
    public Consumer of(Caller caller) {
        return caller.consumer().map(this::require).orElse(Consumer.DEFAULT);
    }

    /** Of two that may have been asked for: a lenient default in the place of a strict consumer would be a way in. */
    private Consumer require(String name) {
        return Optional.ofNullable(known.get(name))
                .orElseThrow(() -> new Refusal(403, "consumer-unknown", "The token's consumer is not known."));
    }

    /** The default one and all others, by name. */
    public List<Consumer> all() {
        return Stream.concat(
                        Stream.of(Consumer.DEFAULT),
                        known.values().stream().sorted(Comparator.comparing(Consumer::name)))
                .toList();
    }

    void read(JdbcClient snapshot) {
        known = snapshot.sql("select * from consumer").query(rows).list().stream()
                .map(ManagedConsumer::consumer)
                .collect(Collectors.toUnmodifiableMap(Consumer::name, Function.identity()));
    }
}
