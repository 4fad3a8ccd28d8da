package dev.touchstone.reference;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Lays sets together of which no two own the same component. */
final class Merge {

    private final Map<String, Bundles> bundles = new TreeMap<>();
    private final Map<Integer, Pending> places = new TreeMap<>();

    /** A component being merged: its variants by what they ask for. */
    private record Pending(String name, Bundles owner, Map<Object, Offer> offers) {}

    /** A variant, and who offers it. */
    private record Offer(Variant variant, SortedSet<Integer> versions, BitSet bundles) {}

    private Merge() {}

    /** Newer versions first, so that of equal readings the newer is told. */
    static MergedReference of(Collection<ReferenceSet> sets) {
        Merge merge = new Merge();
        List<ReferenceSet> newestFirst = sets.stream()
                .sorted(Comparator.comparingInt(ReferenceSet::version).reversed())
                .toList();
        newestFirst.forEach(merge::index);
        newestFirst.forEach(merge::add);
        return new MergedReference(
                merge.places.entrySet().stream()
                        .map(e -> place(e.getKey(), e.getValue()))
                        .toList(),
                sets.stream().map(ReferenceSet::id).sorted().toList());
    }

    private void index(ReferenceSet set) {
        Bundles of = bundles.computeIfAbsent(set.name(), Bundles::new);
        add(of, set.version(), Variant.OWN_BUNDLE);
        for (Component component : set.components()) {
            component.variants().stream()
                    .filter(v -> !v.interchangeable())
                    .forEach(v -> add(of, set.version(), v.bundle()));
        }
    }

    private void add(Bundles of, int version, String name) {
        of.add(
                version,
                name,
                bundles.values().stream().mapToInt(b -> b.all().cardinality()).sum());
    }

    private void add(ReferenceSet set) {
        Bundles of = bundles.computeIfAbsent(set.name(), Bundles::new);
        for (Component component : set.components()) {
            Pending pending = places.computeIfAbsent(
                    component.number(), _ -> new Pending(component.name(), of, new LinkedHashMap<>()));
            component.variants().forEach(v -> add(pending, v, set.version()));
        }
    }

    private static void add(Pending pending, Variant variant, int version) {
        Offer offer = pending.offers()
                .computeIfAbsent(variant.content(), _ -> new Offer(variant, new TreeSet<>(), new BitSet()));
        offer.versions().add(version);
        if (variant.interchangeable()) {
            offer.bundles().or(pending.owner().all());
        } else {
            offer.bundles().set(pending.owner().index(version, variant.bundle()));
        }
    }

    private static Place place(int number, Pending pending) {
        List<Choice> choices = new ArrayList<>();
        for (Offer offer : pending.offers().values()) {
            BitSet forbidden = (BitSet) pending.owner().all().clone();
            forbidden.andNot(offer.bundles());
            choices.add(new Choice(offer.variant(), offer.versions(), forbidden));
        }
        Component component = new Component(
                number, pending.name(), choices.stream().map(Choice::variant).toList());
        return new Place(component, pending.owner(), choices);
    }
}
