package dev.touchstone.reference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes the components of a version out of a baseline: chosen parts, without outliers, each matched as decided. */
public final class BaselineDraft {

    /** Events an exclusion passes over at most: more than any machine measures into a PCR. */
    private static final int EXCLUDED = 4_096;

    private final Baseline baseline;
    private final Map<Integer, Baseline.Match> matches;
    private final List<Baseline.Combination> taken;

    /**
     * Decides.
     *
     * @param matches how each chosen part is matched, by component number
     * @param minimumHosts combinations of the parts matched as sequences that fewer hosts have are outliers
     * @throws IllegalArgumentException if a part cannot be matched so, or nothing is left
     */
    public BaselineDraft(Baseline baseline, Map<Integer, Baseline.Match> matches, int minimumHosts) {
        this.baseline = baseline;
        this.matches = new TreeMap<>(matches);
        this.taken = together(minimumHosts);
        Set<Integer> known =
                baseline.parts().stream().map(Baseline.Part::component).collect(Collectors.toSet());
        if (matches.isEmpty() || !known.containsAll(matches.keySet())) {
            throw new IllegalArgumentException(
                    "components to choose from are " + new TreeSet<>(known) + ", asked for " + matches.keySet());
        }
        if (taken.isEmpty()) {
            throw new IllegalArgumentException("no combination is on " + minimumHosts + " hosts or more");
        }
    }

    /** Combinations of the parts matched as sequences, each once, frequent enough. */
    private List<Baseline.Combination> together(int minimumHosts) {
        Map<List<Integer>, List<Baseline.Combination>> grouped = baseline.combinations().stream()
                .collect(Collectors.groupingBy(this::sequences, LinkedHashMap::new, Collectors.toList()));
        return grouped.values().stream()
                .filter(group -> group.stream().mapToInt(c -> c.hosts().size()).sum() >= minimumHosts)
                .flatMap(Collection::stream)
                .toList();
    }

    private List<Integer> sequences(Baseline.Combination combination) {
        List<Integer> forms = new ArrayList<>();
        for (int place = 0; place < baseline.parts().size(); place++) {
            int component = baseline.parts().get(place).component();
            if (matches.get(component) == Baseline.Match.SEQUENCE) {
                forms.add(combination.forms().get(place));
            }
        }
        return forms;
    }

    /** The hosts whose boots the components will match. */
    public Set<String> hosts() {
        return taken.stream().flatMap(c -> c.hosts().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The components; variants that hosts have together are in one bundle. */
    public List<Component> components() {
        List<List<Integer>> bundles =
                taken.stream().map(this::sequences).distinct().toList();
        List<Component> components = new ArrayList<>();
        for (Baseline.Part part : baseline.parts()) {
            Baseline.Match match = matches.get(part.component());
            if (match != null) {
                components.add(new Component(part.component(), part.name(), variants(part, match, bundles)));
            }
        }
        return components;
    }

    private List<Variant> variants(Baseline.Part part, Baseline.Match match, List<List<Integer>> bundles) {
        return switch (match) {
            case SEQUENCE -> sequences(part, bundles);
            case ANY_OF -> List.of(anyOf(part));
            case HOST_UNIQUE -> List.of(own(part));
            case VOLATILE -> excluded(part);
        };
    }

    private List<Variant> sequences(Baseline.Part part, List<List<Integer>> bundles) {
        int place = baseline.parts().stream()
                .filter(p -> matches.get(p.component()) == Baseline.Match.SEQUENCE)
                .toList()
                .indexOf(part);
        List<Variant> variants = new ArrayList<>();
        for (int bundle = 0; bundle < bundles.size(); bundle++) {
            int number = bundles.get(bundle).get(place);
            Baseline.Form form = part.forms().get(number);
            variants.add(new Variant.Sequence(
                    "%s, form %d, on %d hosts".formatted(part.name(), number + 1, baseline.hosts(part, number)),
                    bundles.size() == 1 ? Variant.OWN_BUNDLE : "seen-" + (bundle + 1),
                    form.pcrs(),
                    form.records()));
        }
        return variants;
    }

    private Variant anyOf(Baseline.Part part) {
        Map<Object, ReferenceRecord> records = new LinkedHashMap<>();
        forms(part).forEach(form -> form.records().forEach(r -> records.putIfAbsent(r.content(), r)));
        Set<Integer> pcrs = pcrs(part);
        if (pcrs.size() != 1) {
            throw new IllegalArgumentException(part.name() + " is of several PCRs: it cannot be any of its records");
        }
        return new Variant.AnyOf(
                "any of what was seen", Variant.INTERCHANGEABLE, pcrs.iterator().next(), List.copyOf(records.values()));
    }

    private static Variant own(Baseline.Part part) {
        List<ReferenceRecord> shape = part.forms().getFirst().records();
        if (!part.isOneShape() || shape.isEmpty()) {
            throw new IllegalArgumentException(
                    "the forms of " + part.name() + " have not the same events: they cannot be each host's own");
        }
        return new Variant.HostUnique(
                "each host's own",
                Variant.INTERCHANGEABLE,
                shape.stream().map(r -> new Variant.Slot(r.pcr(), r.text())).toList());
    }

    private List<Variant> excluded(Baseline.Part part) {
        Set<Integer> pcrs = pcrs(part);
        if (pcrs.size() != 1) {
            throw new IllegalArgumentException(part.name() + " is of several PCRs: exclude them one by one");
        }
        return List.of(new Variant.Volatile(
                "not judged", Variant.INTERCHANGEABLE, pcrs.iterator().next(), EXCLUDED));
    }

    private List<Baseline.Form> forms(Baseline.Part part) {
        int place = baseline.parts().indexOf(part);
        return taken.stream()
                .map(c -> part.forms().get(c.forms().get(place)))
                .distinct()
                .toList();
    }

    private static Set<Integer> pcrs(Baseline.Part part) {
        return part.forms().stream()
                .flatMap(form -> form.pcrs().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What each host measured for its host-unique parts, by component number. */
    public Map<String, Map<Integer, List<ReferenceRecord>>> hostValues() {
        Map<String, Map<Integer, List<ReferenceRecord>>> values = new TreeMap<>();
        for (int place = 0; place < baseline.parts().size(); place++) {
            Baseline.Part part = baseline.parts().get(place);
            if (matches.get(part.component()) == Baseline.Match.HOST_UNIQUE) {
                for (Baseline.Combination c : taken) {
                    List<ReferenceRecord> own =
                            part.forms().get(c.forms().get(place)).records();
                    c.hosts()
                            .forEach(host -> values.computeIfAbsent(host, _ -> new TreeMap<>())
                                    .put(part.component(), own));
                }
            }
        }
        return values;
    }
}
