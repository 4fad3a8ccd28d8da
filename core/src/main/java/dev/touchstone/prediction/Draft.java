package dev.touchstone.prediction;

import dev.touchstone.reference.BootPart;
import dev.touchstone.reference.Component;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/** A prediction in the making: variants of each part, those with the same records once, by the first label. */
final class Draft {

    /** systemd-pcrlock takes the first variant that fits, and the longest leaves nothing unexplained. */
    private static final Comparator<Variant.Sequence> LONGEST_FIRST =
            Comparator.<Variant.Sequence>comparingInt(v -> v.records().size()).reversed();

    private final Map<BootPart, SequencedMap<List<ReferenceRecord>, String>> variants = new EnumMap<>(BootPart.class);
    private final Map<BootPart, Set<Integer>> pcrs = new EnumMap<>(BootPart.class);
    private final List<Unpredicted> unpredicted = new ArrayList<>();

    /** A variant of {@code part} that speaks of {@code pcr}, with records of that PCR or none. */
    void variant(BootPart part, int pcr, String label, List<ReferenceRecord> records) {
        pcrs.computeIfAbsent(part, _ -> new TreeSet<>()).add(pcr);
        variants.computeIfAbsent(part, _ -> new LinkedHashMap<>()).putIfAbsent(records, label);
    }

    void unpredicted(int pcr, String what, String why) {
        unpredicted.add(new Unpredicted(pcr, what, why));
    }

    Prediction prediction() {
        List<Component> components = new ArrayList<>();
        variants.forEach((part, records) -> components.add(component(part, records)));
        return new Prediction(components, unpredicted);
    }

    private Component component(BootPart part, Map<List<ReferenceRecord>, String> records) {
        Set<Integer> all = pcrs.getOrDefault(part, Set.of());
        List<Variant.Sequence> list = new ArrayList<>();
        records.forEach((sequence, label) -> list.add(new Variant.Sequence(label, all, sequence)));
        list.sort(LONGEST_FIRST);
        return new Component(part.number(), part.title(), List.copyOf(list));
    }
}
