package dev.touchstone.server.reference;

import dev.touchstone.server.host.HostLabels;
import dev.touchstone.server.problem.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps two sets that select one host from owning the same component: at approval here, and by {@link SelectedByLabels}
 * whenever labels are granted. Sets that no host has in common are left alone, unless one selects all that the other
 * does.
 */
@org.springframework.stereotype.Component
class SetConflicts {

    private final GoldenSets golden;
    private final ComponentJson components;
    private final HostLabels hosts;

    SetConflicts(GoldenSets golden, ComponentJson components, HostLabels hosts) {
        this.golden = golden;
        this.components = components;
        this.hosts = hosts;
    }

    void requireNone(ReferenceVersion version) {
        Set<Integer> owned = new TreeSet<>();
        components.views(version.components()).forEach(c -> owned.add(c.number()));
        for (GoldenSet other : golden.approved()) {
            boolean same = other.reference().name().equals(version.id().setName());
            if (!same && selectOneHost(version.selector(), other.reference().selector())) {
                requireNothingOwned(owned, other);
            }
        }
    }

    private boolean selectOneHost(Map<String, String> one, Map<String, String> other) {
        if (!Selectors.overlap(one, other)) {
            return false;
        }
        Map<String, String> both = new HashMap<>(one);
        both.putAll(other);
        return both.equals(one) || both.equals(other) || hosts.anyWith(both);
    }

    private static void requireNothingOwned(Set<Integer> owned, GoldenSet other) {
        other.reference().components().stream()
                .filter(c -> owned.contains(c.number()))
                .findFirst()
                .ifPresent(c -> {
                    throw new Refusal(
                            409,
                            "reference-conflict",
                            "Component " + c.id() + " is owned by " + other.id() + ", which selects the same hosts.");
                });
    }
}
