package dev.touchstone.prediction;

import dev.touchstone.reference.BootPart;
import dev.touchstone.reference.Component;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What will be measured, and what cannot be said beforehand.
 *
 * @param components in order, each number once; numbers and names are those of {@link BootPart}
 * @param unpredicted what must come from elsewhere: a rule, a captured boot, each host's own value
 */
public record Prediction(List<Component> components, List<Unpredicted> unpredicted) {

    public Prediction {
        components = components.stream().sorted().toList();
        unpredicted = List.copyOf(unpredicted);
    }

    /**
     * This and what is predicted for another artifact of the same boot, such as the boot loader.
     *
     * @throws IllegalArgumentException if the two say different things of one component
     */
    public Prediction and(Prediction other) {
        Map<Integer, Component> joined = new TreeMap<>();
        Stream.of(this, other).flatMap(p -> p.components.stream()).forEach(component -> {
            Component present = joined.putIfAbsent(component.number(), component);
            if (present != null && !present.equals(component)) {
                throw new IllegalArgumentException("two artifacts are component " + component.id());
            }
        });
        List<Unpredicted> all = new ArrayList<>(unpredicted);
        other.unpredicted.stream().filter(u -> !all.contains(u)).forEach(all::add);
        all.sort(Comparator.comparingInt(Unpredicted::pcr));
        return new Prediction(List.copyOf(joined.values()), all);
    }
}
