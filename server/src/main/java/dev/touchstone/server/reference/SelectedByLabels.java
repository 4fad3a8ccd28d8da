package dev.touchstone.server.reference;

import dev.touchstone.reference.Component;
import dev.touchstone.server.host.SelectedSets;
import dev.touchstone.server.problem.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells the host module what labels would select. Approvals wait while it decides, and it while they do. */
@org.springframework.stereotype.Component
class SelectedByLabels implements SelectedSets {

    private final GoldenSets golden;
    private final JdbcClient jdbc;

    SelectedByLabels(GoldenSets golden, JdbcClient jdbc) {
        this.golden = golden;
        this.jdbc = jdbc;
    }

    @Override
    public void lock() {
        jdbc.sql("select pg_advisory_xact_lock_shared(hashtext('touchstone.approvals'))")
                .query(_ -> {});
    }

    @Override
    public void requireNoConflict(Map<String, String> labels) {
        conflict(labels).ifPresent(detail -> {
            throw new Refusal(409, "reference-conflict", detail);
        });
    }

    @Override
    public boolean agreeOn(Map<String, String> labels) {
        return conflict(labels).isEmpty();
    }

    private Optional<String> conflict(Map<String, String> labels) {
        Map<Integer, String> owners = new HashMap<>();
        for (GoldenSet set : golden.inForce().selecting(labels)) {
            String name = set.reference().name();
            for (Component component : set.reference().components()) {
                String owner = owners.putIfAbsent(component.number(), name);
                if (owner != null && !owner.equals(name)) {
                    return Optional.of("With these labels both " + owner + " and " + name + " would own component "
                            + component.id() + ".");
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean same(Map<String, String> one, Map<String, String> other) {
        return ids(one).equals(ids(other));
    }

    private Set<String> ids(Map<String, String> labels) {
        return golden.inForce().selecting(labels).stream().map(GoldenSet::id).collect(Collectors.toSet());
    }
}
