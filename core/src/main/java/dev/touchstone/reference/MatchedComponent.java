package dev.touchstone.reference;

import dev.touchstone.replay.MeasuredEvent;
import java.util.List;

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
}
