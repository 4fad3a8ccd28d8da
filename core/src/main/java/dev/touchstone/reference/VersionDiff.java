package dev.touchstone.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a version brings that another did not have, component by component.
 *
 * @param components those of either, in order
 */
public record VersionDiff(List<ComponentDiff> components) {

    public VersionDiff {
        components = List.copyOf(components);
    }

    /** How something stands to what was before. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED,
        SAME
    }

    /**
     * One component.
     *
     * @param added labels of variants that are new
     * @param removed labels of variants that are gone
     * @param records what the first new variant measures otherwise than the one before that is nearest to it
     */
    public record ComponentDiff(
            String component, Kind kind, List<String> added, List<String> removed, List<RecordDiff> records) {
        public ComponentDiff {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
            records = List.copyOf(records);
        }
    }

    /** One measurement that is new, gone or another. */
    public record RecordDiff(Kind kind, int pcr, Optional<ReferenceRecord> before, Optional<ReferenceRecord> after) {}

    /** Compares two versions. */
    public static VersionDiff of(List<Component> before, List<Component> after) {
        Map<Integer, Component> old = byNumber(before);
        Map<Integer, Component> now = byNumber(after);
        TreeSet<Integer> numbers = new TreeSet<>(old.keySet());
        numbers.addAll(now.keySet());
        return new VersionDiff(numbers.stream()
                .map(n -> diff(Optional.ofNullable(old.get(n)), Optional.ofNullable(now.get(n))))
                .toList());
    }

    private static Map<Integer, Component> byNumber(List<Component> components) {
        return components.stream()
                .collect(Collectors.toMap(Component::number, Function.identity(), (one, _) -> one, TreeMap::new));
    }

    private static ComponentDiff diff(Optional<Component> before, Optional<Component> after) {
        List<Variant> old = before.map(Component::variants).orElse(List.of());
        List<Variant> now = after.map(Component::variants).orElse(List.of());
        List<Variant> added = without(now, old);
        List<Variant> removed = without(old, now);
        return new ComponentDiff(
                after.or(() -> before).orElseThrow().id(),
                kind(before.isPresent(), after.isPresent(), added.isEmpty() && removed.isEmpty()),
                added.stream().map(Variant::label).toList(),
                removed.stream().map(Variant::label).toList(),
                added.isEmpty() ? List.of() : records(old, added.getFirst()));
    }

    private static Kind kind(boolean before, boolean after, boolean same) {
        if (!before) {
            return Kind.ADDED;
        }
        if (!after) {
            return Kind.REMOVED;
        }
        return same ? Kind.SAME : Kind.CHANGED;
    }

    private static List<Variant> without(List<Variant> these, List<Variant> those) {
        List<Object> known = those.stream().map(Variant::content).toList();
        return these.stream().filter(v -> !known.contains(v.content())).toList();
    }

    private static List<RecordDiff> records(List<Variant> old, Variant added) {
        List<ReferenceRecord> now = records(added);
        List<ReferenceRecord> before = old.stream()
                .map(VersionDiff::records)
                .max(Comparator.comparingLong(r -> common(r, now)))
                .orElse(List.of());
        List<RecordDiff> diffs = new ArrayList<>();
        TreeSet<Integer> pcrs = new TreeSet<>();
        before.forEach(r -> pcrs.add(r.pcr()));
        now.forEach(r -> pcrs.add(r.pcr()));
        pcrs.forEach(pcr -> diffs.addAll(diff(pcr, of(before, pcr), of(now, pcr))));
        return diffs;
    }

    private static List<ReferenceRecord> records(Variant variant) {
        return switch (variant) {
            case Variant.Sequence v -> v.records();
            case Variant.AnyOf v -> v.records();
            case Variant.HostUnique _, Variant.Ruled _, Variant.Volatile _, Variant.BareValues _ -> List.of();
        };
    }

    private static long common(List<ReferenceRecord> one, List<ReferenceRecord> other) {
        return one.stream().filter(r -> other.stream().anyMatch(r::agrees)).count();
    }

    private static List<ReferenceRecord> of(List<ReferenceRecord> records, int pcr) {
        return records.stream().filter(r -> r.pcr() == pcr).toList();
    }

    /** The equal start and end set aside, the rest stands side by side. */
    private static List<RecordDiff> diff(int pcr, List<ReferenceRecord> before, List<ReferenceRecord> now) {
        int start = 0;
        int shorter = Math.min(before.size(), now.size());
        while (start < shorter && before.get(start).agrees(now.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && before.get(before.size() - 1 - end).agrees(now.get(now.size() - 1 - end))) {
            end++;
        }
        List<RecordDiff> diffs = new ArrayList<>();
        for (int i = start; i < Math.max(before.size(), now.size()) - end; i++) {
            Optional<ReferenceRecord> old = i < before.size() - end ? Optional.of(before.get(i)) : Optional.empty();
            Optional<ReferenceRecord> more = i < now.size() - end ? Optional.of(now.get(i)) : Optional.empty();
            diffs.add(new RecordDiff(kind(old.isPresent(), more.isPresent(), false), pcr, old, more));
        }
        return diffs;
    }
}
