package dev.touchstone.reference;

import dev.touchstone.bytes.HashAlgorithm;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The golden measurements of one host: every set that selects it, merged by component number. */
public final class MergedReference {

    private final List<Place> places;
    private final List<String> sets;
    private final Set<Integer> judgedPcrs;
    private final Map<HashAlgorithm, Long> variants = new ConcurrentHashMap<>();

    MergedReference(List<Place> places, List<String> sets) {
        this.places = List.copyOf(places);
        this.sets = sets;
        Set<Integer> judged = new TreeSet<>();
        components().stream()
                .flatMap(component -> component.variants().stream())
                .filter(variant -> !(variant instanceof Variant.Volatile))
                .forEach(variant -> judged.addAll(variant.pcrs()));
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
        return Merges.of(sets);
    }

    static Outcome mergeAnew(Collection<ReferenceSet> sets) {
        Map<Integer, Set<String>> owners = new TreeMap<>();
        for (ReferenceSet set : sets) {
            set.components()
                    .forEach(c -> owners.computeIfAbsent(c.number(), _ -> new TreeSet<>())
                            .add(set.name()));
        }
        List<Conflict> conflicts = owners.entrySet().stream()
                .filter(e -> e.getValue().size() > 1)
                .map(e -> new Conflict(e.getKey(), e.getValue()))
                .toList();
        return conflicts.isEmpty() ? new Outcome.Merged(Merge.of(sets)) : new Outcome.Conflicting(conflicts);
    }

    /** The components in order. */
    public List<Component> components() {
        return places.stream().map(Place::component).toList();
    }

    List<Place> places() {
        return places;
    }

    /** The versions merged, such as {@code fleet-a@3}. */
    public List<String> sets() {
        return sets;
    }

    /** Whether nothing is golden for the host. */
    public boolean isEmpty() {
        return places.isEmpty();
    }

    /** The numbers of the components something is approved for; of one that is only excluded, nothing is. */
    public Set<Integer> covered() {
        return places.stream()
                .map(Place::component)
                .filter(c -> !c.variants().stream().allMatch(Variant.Volatile.class::isInstance))
                .map(Component::number)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The PCRs that are judged; one of which nothing but exclusions speaks is not. */
    public Set<Integer> judgedPcrs() {
        return judgedPcrs;
    }

    /** How many variants give every golden digest in {@code bank}; 0 if some component has none that does. */
    public long variantsIn(HashAlgorithm bank) {
        return variants.computeIfAbsent(bank, this::countVariants);
    }

    private long countVariants(HashAlgorithm bank) {
        long sum = 0;
        for (Place place : places) {
            long variants = place.choices().stream()
                    .filter(c -> speaksOf(c.variant(), bank))
                    .count();
            if (variants == 0) {
                return 0;
            }
            sum += variants;
        }
        return sum;
    }

    private static boolean speaksOf(Variant variant, HashAlgorithm bank) {
        return switch (variant) {
            case Variant.Sequence sequence -> haveAll(sequence.records(), bank);
            case Variant.AnyOf any -> haveAll(any.records(), bank);
            case Variant.BareValues bare -> bare.values().values().stream().allMatch(banks -> banks.containsKey(bank));
            case Variant.Ruled _, Variant.HostUnique _, Variant.Volatile _ -> true;
        };
    }

    private static boolean haveAll(List<ReferenceRecord> records, HashAlgorithm bank) {
        return records.stream().allMatch(r -> r.digests().containsKey(bank));
    }
}
