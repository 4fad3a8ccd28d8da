package dev.touchstone.reference;

import java.util.List;
import java.util.Map;

/**
 * An approved version of a reference set.
 *
 * @param name the set's name
 * @param version its number, from 1
 * @param selector the granted labels a host must carry to be judged by it; empty selects every host
 * @param components what it owns
 */
public record ReferenceSet(String name, int version, Map<String, String> selector, List<Component> components) {

    public ReferenceSet {
        selector = Map.copyOf(selector);
        components = List.copyOf(components);
        if (components.stream().map(Component::number).distinct().count() != components.size()) {
            throw new IllegalArgumentException("set " + name + " owns a component number twice");
        }
    }

    /** {@code fleet-a@3}. */
    public String id() {
        return name + "@" + version;
    }

    /** Whether a host with these granted labels is judged by this set. */
    public boolean selects(Map<String, String> labels) {
        return labels.entrySet().containsAll(selector.entrySet());
    }
}
