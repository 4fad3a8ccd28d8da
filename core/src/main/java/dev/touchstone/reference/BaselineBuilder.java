package dev.touchstone.reference;

import dev.touchstone.replay.ReplayedBoot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gathers a baseline, boot by boot. */
public final class BaselineBuilder {

    private static final int LACKING = -1;

    private final SortedMap<BootPart, Forms> parts = new TreeMap<>();
    private final Map<Map<BootPart, Integer>, List<String>> combinations = new LinkedHashMap<>();

    /** The forms of one part, by what they ask for. */
    private record Forms(Map<Object, Integer> indexes, List<Baseline.Form> forms) {
        int indexOf(Baseline.Form form) {
            Object content = new Variant.Sequence("", form.pcrs(), form.records()).content();
            Integer known = indexes.putIfAbsent(content, forms.size());
            if (known == null) {
                forms.add(form);
                return forms.size() - 1;
            }
            return known;
        }
    }

    /**
     * Adds the boot of one host.
     *
     * @param pcrs which PCRs to look at, some of {@link Capture#capturable}
     * @throws IllegalArgumentException if a PCR cannot be captured
     */
    public void add(String host, ReplayedBoot boot, Collection<Integer> pcrs) {
        Map<BootPart, Integer> combination = new TreeMap<>();
        Capture.parts(boot, pcrs)
                .forEach((part, captured) -> combination.put(
                        part, forms(part).indexOf(new Baseline.Form(captured.pcrs(), captured.records()))));
        combinations.computeIfAbsent(combination, _ -> new ArrayList<>()).add(host);
    }

    private Forms forms(BootPart part) {
        return parts.computeIfAbsent(part, _ -> new Forms(new LinkedHashMap<>(), new ArrayList<>()));
    }

    /** What was gathered. Where some hosts lack a part that others have, lacking it is a form as well. */
    public Baseline build() {
        combinations.keySet().forEach(this::lacking);
        List<Baseline.Combination> all = new ArrayList<>();
        combinations.forEach((forms, hosts) -> all.add(new Baseline.Combination(
                parts.keySet().stream()
                        .map(part -> forms.getOrDefault(part, LACKING))
                        .map(Integer::intValue)
                        .toList(),
                hosts)));
        return new Baseline(
                parts.entrySet().stream()
                        .map(e -> new Baseline.Part(
                                e.getKey().number(),
                                e.getKey().title(),
                                e.getValue().forms()))
                        .toList(),
                Baseline.mostFrequentFirst(resolved(all)));
    }

    private void lacking(Map<BootPart, Integer> combination) {
        parts.forEach((part, forms) -> {
            if (!combination.containsKey(part)) {
                Set<Integer> pcrs = new TreeSet<>();
                forms.forms().forEach(form -> pcrs.addAll(form.pcrs()));
                forms.indexOf(new Baseline.Form(pcrs, List.of()));
            }
        });
    }

    /** Puts the form of lacking a part in the place of not having one. */
    private List<Baseline.Combination> resolved(List<Baseline.Combination> all) {
        List<Forms> inOrder = List.copyOf(parts.values());
        return all.stream()
                .map(c -> {
                    List<Integer> forms = new ArrayList<>(c.forms());
                    for (int place = 0; place < forms.size(); place++) {
                        if (forms.get(place) == LACKING) {
                            forms.set(place, empty(inOrder.get(place)));
                        }
                    }
                    return new Baseline.Combination(forms, c.hosts());
                })
                .toList();
    }

    private static int empty(Forms forms) {
        for (int i = 0; i < forms.forms().size(); i++) {
            if (forms.forms().get(i).records().isEmpty()) {
                return i;
            }
        }
        throw new IllegalStateException("no form lacks the part");
    }
}
