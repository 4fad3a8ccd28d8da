package dev.touchstone.server.fleet;

import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostState;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One thing that hosts are told apart by. */
public sealed interface Facet {

    /** Their verdicts as they stand now. */
    record ByVerdict() implements Facet {}

    /** The states people put them in. */
    record ByState() implements Facet {}

    /** What vouches for their TPMs. */
    record ByIdentity() implements Facet {}

    /** Their values of one label. */
    record ByLabel(String key) implements Facet {}

    /** What it is called in an address. */
    default String parameter() {
        return switch (this) {
            case ByVerdict _ -> "verdict";
            case ByState _ -> "state";
            case ByIdentity _ -> "identity";
            case ByLabel(String key) -> HostQueryText.LABEL + key;
        };
    }

    /** The values that a filter chose of it. */
    default Set<String> chosen(HostFilter filter) {
        return switch (this) {
            case ByVerdict _ -> names(filter.verdicts());
            case ByState _ -> names(filter.states());
            case ByIdentity _ -> filter.identities();
            case ByLabel(String key) -> filter.labels().getOrDefault(key, new TreeSet<>());
        };
    }

    /** The filter with one value chosen besides others or, if it was chosen, no more. */
    default HostFilter toggled(HostFilter filter, String value) {
        return switch (this) {
            case ByVerdict _ -> filter.verdicts(toggled(filter.verdicts(), EffectiveVerdict.valueOf(value)));
            case ByState _ -> filter.states(toggled(filter.states(), HostState.valueOf(value)));
            case ByIdentity _ -> filter.identities(toggledText(filter.identities(), value));
            case ByLabel(String key) -> filter.labels(toggled(filter.labels(), key, value));
        };
    }

    private static Set<String> names(Set<? extends Enum<?>> values) {
        Set<String> names = new TreeSet<>();
        values.forEach(value -> names.add(value.name()));
        return names;
    }

    private static <E extends Enum<E>> Set<E> toggled(Set<E> chosen, E value) {
        Set<E> other = EnumSet.of(value);
        if (chosen.contains(value)) {
            other.clear();
        }
        chosen.stream().filter(one -> one != value).forEach(other::add);
        return other;
    }

    private static SortedSet<String> toggledText(Set<String> chosen, String value) {
        SortedSet<String> other = new TreeSet<>(chosen);
        if (!other.remove(value)) {
            other.add(value);
        }
        return other;
    }

    private static SortedMap<String, SortedSet<String>> toggled(
            SortedMap<String, SortedSet<String>> labels, String key, String value) {
        SortedMap<String, SortedSet<String>> other = new TreeMap<>(labels);
        SortedSet<String> values = toggledText(labels.getOrDefault(key, new TreeSet<>()), value);
        if (values.isEmpty()) {
            other.remove(key);
        } else {
            other.put(key, values);
        }
        return other;
    }
}
