package dev.touchstone.reference;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * All that one host is judged by.
 *
 * @param approved the versions in force that select it
 * @param retired versions that selected it and are no longer in force: nothing is golden for their sake, but what
 *     matches them is told so
 * @param coverage what must be covered
 * @param accepted what was accepted of this very host for its host-unique components, by component number
 * @param before the version of each set it matched last, by the set's name
 */
public record Golden(
        List<ReferenceSet> approved,
        List<ReferenceSet> retired,
        List<Coverage> coverage,
        Map<Integer, List<ReferenceRecord>> accepted,
        Map<String, Integer> before) {

    public Golden {
        approved = List.copyOf(approved);
        retired = List.copyOf(retired);
        coverage = List.copyOf(coverage);
        accepted = Map.copyOf(accepted);
        before = Map.copyOf(before);
    }

    /** Approved versions alone. */
    public static Golden of(Collection<ReferenceSet> approved) {
        return new Golden(List.copyOf(approved), List.of(), List.of(), Map.of(), Map.of());
    }
}
