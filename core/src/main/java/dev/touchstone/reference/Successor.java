package dev.touchstone.reference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the components of a version out of those of another and what is new. */
public final class Successor {

    private Successor() {}

    /**
     * The components of {@code base}, but for those that {@code given} replaces. What is new goes with all that is
     * kept, in whichever bundles that is.
     */
    public static List<Component> of(Collection<Component> base, Collection<Component> given) {
        Map<Integer, Component> composed = new TreeMap<>();
        base.forEach(c -> composed.put(c.number(), c));
        given.forEach(c -> composed.remove(c.number()));
        Set<String> bundles = bundles(composed.values());
        given.forEach(c -> composed.put(c.number(), with(c, bundles)));
        return List.copyOf(composed.values());
    }

    private static Set<String> bundles(Collection<Component> kept) {
        Set<String> bundles = new TreeSet<>();
        kept.forEach(component -> component.variants().stream()
                .filter(v -> !v.interchangeable())
                .map(Variant::bundle)
                .forEach(bundles::add));
        bundles.remove(Variant.OWN_BUNDLE);
        return bundles;
    }

    private static Component with(Component component, Set<String> bundles) {
        List<Variant> variants = new ArrayList<>(component.variants());
        component.variants().stream()
                .filter(v -> v.bundle().equals(Variant.OWN_BUNDLE))
                .forEach(v -> bundles.forEach(bundle -> variants.add(v.in(bundle))));
        return new Component(component.number(), component.name(), variants);
    }
}
