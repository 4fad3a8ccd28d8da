package dev.touchstone.server.fleet;

import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostState;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How many hosts have which value of each facet: with what a query chose of the others, and nothing of its own, so that
 * choosing a value further adds just as many.
 *
 * @param verdicts every verdict named
 * @param states every state named
 * @param labels by key and value, of keys that have few values; {@code ""} is not among them
 */
public record Facets(
        Map<EffectiveVerdict, Long> verdicts,
        Map<HostState, Long> states,
        SortedMap<String, Long> identities,
        SortedMap<String, SortedMap<String, Long>> labels) {

    /** A label with more values than these tells single hosts apart, not groups of them. */
    static final int MOST_VALUES = 40;

    static Facets of(Collection<ListedHost> hosts, HostFilter filter, Instant now) {
        HostMatch match = new HostMatch(filter, now);
        Map<HostState, Long> states = zero(HostState.class);
        SortedMap<String, Long> identities = new TreeMap<>();
        Facet state = new Facet.ByState();
        Facet identity = new Facet.ByIdentity();
        for (ListedHost host : hosts) {
            if (match.matchesBut(state, host)) {
                states.merge(host.inForce().state(), 1L, Long::sum);
            }
            if (match.matchesBut(identity, host)) {
                identities.merge(host.identity(), 1L, Long::sum);
            }
        }
        return new Facets(verdicts(hosts, filter, now), states, identities, labels(hosts, filter, match));
    }

    /** Of these counts the verdicts' alone: what pages ask for again and again. */
    static Map<EffectiveVerdict, Long> verdicts(Collection<ListedHost> hosts, HostFilter filter, Instant now) {
        HostMatch match = new HostMatch(filter, now);
        Facet verdict = new Facet.ByVerdict();
        Map<EffectiveVerdict, Long> verdicts = zero(EffectiveVerdict.class);
        for (ListedHost host : hosts) {
            if (match.matchesBut(verdict, host)) {
                verdicts.merge(host.verdict(now), 1L, Long::sum);
            }
        }
        return verdicts;
    }

    private static <E extends Enum<E>> Map<E, Long> zero(Class<E> type) {
        Map<E, Long> counts = new EnumMap<>(type);
        for (E one : type.getEnumConstants()) {
            counts.put(one, 0L);
        }
        return counts;
    }

    private static SortedMap<String, SortedMap<String, Long>> labels(
            Collection<ListedHost> hosts, HostFilter filter, HostMatch match) {
        SortedMap<String, SortedMap<String, Long>> labels = new TreeMap<>();
        alike(hosts, match::matches)
                .forEach((some, count) -> some.forEach((key, value) -> {
                    if (!filter.labels().containsKey(key)) {
                        add(labels, key, value, count);
                    }
                }));
        filter.labels().keySet().forEach(key -> {
            Facet facet = new Facet.ByLabel(key);
            alike(hosts, host -> match.matchesBut(facet, host)).forEach((some, count) -> {
                if (some.containsKey(key)) {
                    add(labels, key, some.get(key), count);
                }
            });
        });
        labels.values().removeIf(values -> values.size() > MOST_VALUES);
        return labels;
    }

    private static void add(SortedMap<String, SortedMap<String, Long>> labels, String key, String value, long count) {
        labels.computeIfAbsent(key, _ -> new TreeMap<>()).merge(value, count, Long::sum);
    }

    /** How many of the hosts share which labels: there are far fewer of those than hosts. */
    private static IdentityHashMap<Map<String, String>, Long> alike(
            Collection<ListedHost> hosts, Predicate<ListedHost> selected) {
        IdentityHashMap<Map<String, String>, Long> counts = new IdentityHashMap<>();
        for (ListedHost host : hosts) {
            if (selected.test(host)) {
                counts.merge(host.labels(), 1L, Long::sum);
            }
        }
        return counts;
    }
}
