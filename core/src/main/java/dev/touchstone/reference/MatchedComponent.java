package dev.touchstone.reference;

import dev.touchstone.replay.MeasuredEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stood for a component in a boot that matched.
 *
 * @param component such as {@code 400-os}
 * @param set the set that owns it
 * @param version the newest version of that set that offers the variant
 * @param variant what people call the variant
 * @param notChecked the events passed over without looking at them
 */
public record MatchedComponent(
        String component, String set, int version, String variant, List<MeasuredEvent> notChecked) {

    public MatchedComponent {
        notChecked = List.copyOf(notChecked);
    }

    /** The version of each set that a boot of these components is of: the oldest that any of them needs. */
    public static Map<String, Integer> versions(List<MatchedComponent> components) {
        Map<String, Integer> versions = new TreeMap<>();
        components.forEach(c -> versions.merge(c.set(), c.version(), Math::min));
        return versions;
    }
}
