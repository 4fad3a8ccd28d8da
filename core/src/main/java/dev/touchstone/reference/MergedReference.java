package dev.touchstone.reference;

import dev.touchstone.bytes.HashAlgorithm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The golden measurements of one host: every set that selects it, merged by component number. */
public final class MergedReference {

    private final List<Component> components;
    private final List<String> sets;
    private final Set<Integer> judgedPcrs;

    private MergedReference(List<Component> components, List<String> sets) {
        this.components = components;
        this.sets = sets;
        Set<Integer> judged = new TreeSet<>();
        components.forEach(component -> component.variants().forEach(variant -> judged.addAll(variant.pcrs())));
        this.judgedPcrs = Collections.unmodifiableSet(judged);
    }

    /** What a merge gives. */
    public sealed interface Outcome {

        /** One order of components, each owned by one set. */
        record Merged(MergedReference reference) implements Outcome {}

        /** Two sets own the same component: nothing can be said until people settle it. */
        record Conflicting(List<Conflict> conflicts) implements Outcome {}
    }

    /** A component number that several sets own. */
    public record Conflict(int component, Set<String> sets) {}

    /**
     * Merges sets. Versions of one set are approved side by side: a component's variants are their union.
     *
     * @param sets the approved versions that select the host
     */
    public static Outcome merge(Collection<ReferenceSet> sets) {
        Map<Integer, Set<String>> owners = new TreeMap<>();
        Map<Integer, Component> merged = new TreeMap<>();
        for (ReferenceSet set : sets) {
            for (Component component : set.components()) {
                owners.computeIfAbsent(component.number(), _ -> new TreeSet<>()).add(set.name());
                merged.merge(component.number(), component, MergedReference::union);
            }
        }
        List<Conflict> conflicts = owners.entrySet().stream()
                .filter(e -> e.getValue().size() > 1)
                .map(e -> new Conflict(e.getKey(), e.getValue()))
                .toList();
        return conflicts.isEmpty()
                ? new Outcome.Merged(new MergedReference(List.copyOf(merged.values()), ids(sets)))
                : new Outcome.Conflicting(conflicts);
    }

    private static List<String> ids(Collection<ReferenceSet> sets) {
        return sets.stream().map(ReferenceSet::id).sorted().toList();
    }

    private static Component union(Component one, Component other) {
        List<Variant> variants = new ArrayList<>(one.variants());
        other.variants().stream().filter(v -> !variants.contains(v)).forEach(variants::add);
        return new Component(one.number(), one.name(), variants);
    }

    /** The components in order. */
    public List<Component> components() {
        return components;
    }

    /** The versions merged, such as {@code fleet-a@3}. */
    public List<String> sets() {
        return sets;
    }

    /** Whether nothing is golden for the host. */
    public boolean isEmpty() {
        return components.isEmpty();
    }

    /** The PCRs that are judged. */
    public Set<Integer> judgedPcrs() {
        return judgedPcrs;
    }

    /** How many variants give every golden digest in {@code bank}; 0 if some component has none that does. */
    public long variantsIn(HashAlgorithm bank) {
        long sum = 0;
        for (Component component : components) {
            long variants =
                    component.variants().stream().filter(v -> speaksOf(v, bank)).count();
            if (variants == 0) {
                return 0;
            }
            sum += variants;
        }
        return sum;
    }

    private static boolean speaksOf(Variant variant, HashAlgorithm bank) {
        return switch (variant) {
            case Variant.Sequence sequence ->
                sequence.records().stream().allMatch(r -> r.digests().containsKey(bank));
            case Variant.BareValues bare -> bare.values().values().stream().allMatch(banks -> banks.containsKey(bank));
        };
    }
}
