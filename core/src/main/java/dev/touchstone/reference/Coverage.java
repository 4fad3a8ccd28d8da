package dev.touchstone.reference;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What must be golden of a host at the least: however well the rest matches, a host one of whose components nothing
 * approved speaks of is never TRUSTED.
 *
 * @param name what people call it
 * @param selector the granted labels of the hosts concerned; empty for all
 * @param components the numbers of the components that must be covered
 */
public record Coverage(String name, Map<String, String> selector, Set<Integer> components) {

    public Coverage {
        selector = Map.copyOf(selector);
        components = Set.copyOf(components);
    }

    /** Whether it asks anything of a host with these granted labels. */
    public boolean selects(Map<String, String> labels) {
        return labels.entrySet().containsAll(selector.entrySet());
    }

    /** The components asked for that are not among those given, in order. */
    public Set<Integer> lacking(Set<Integer> covered) {
        Set<Integer> lacking = new TreeSet<>(components);
        lacking.removeAll(covered);
        return lacking;
    }
}
