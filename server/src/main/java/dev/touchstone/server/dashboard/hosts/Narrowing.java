package dev.touchstone.server.dashboard.hosts;

import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.fleet.Facet;
import dev.touchstone.server.fleet.Facets;
import dev.touchstone.server.fleet.HostQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The ways to narrow a list down further, each with how many hosts it leads to, and those in force, each with the way
 * back.
 */
record Narrowing(List<Group> groups, List<Pill> pills) {

    /** The values of one facet. */
    record Group(String title, List<Option> options) {}

    /** One value: chosen already, or to be chosen. */
    record Option(String title, String hosts, boolean any, boolean chosen, String href) {}

    /** A filter in force, and the list without it. */
    record Pill(String kind, String value, String href) {}

    static Narrowing of(HostQuery query, Facets facets) {
        List<Group> groups = new ArrayList<>();
        groups.add(group("State", new Facet.ByState(), names(facets.states()), query));
        groups.add(group("TPM", new Facet.ByIdentity(), facets.identities(), query));
        facets.labels().forEach((key, values) -> groups.add(group(key, new Facet.ByLabel(key), values, query)));
        groups.removeIf(
                group -> group.options().size() < 2 && group.options().stream().noneMatch(Option::chosen));
        return new Narrowing(groups, pills(query));
    }

    private static Map<String, Long> names(Map<? extends Enum<?>, Long> counts) {
        return counts.entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .collect(
                        Collectors.toMap(e -> e.getKey().name(), Map.Entry::getValue, (a, _) -> a, LinkedHashMap::new));
    }

    private static Group group(String title, Facet facet, Map<String, Long> counts, HostQuery query) {
        Set<String> chosen = facet.chosen(query.filter());
        List<Option> options = counts.entrySet().stream()
                .map(e -> new Option(
                        words(facet, e.getKey()),
                        String.format(Locale.ROOT, "%,d", e.getValue()),
                        e.getValue() > 0,
                        chosen.contains(e.getKey()),
                        query.toggled(facet, e.getKey()).href()))
                .toList();
        return new Group(title, options);
    }

    private static String words(Facet facet, String value) {
        return switch (facet) {
            case Facet.ByState _ -> value.toLowerCase(Locale.ROOT).replace('_', ' ');
            case Facet.ByLabel _ -> value.isEmpty() ? "without it" : Visible.text(value);
            case Facet.ByVerdict _, Facet.ByIdentity _ -> value;
        };
    }

    private static List<Pill> pills(HostQuery query) {
        List<Pill> pills = new ArrayList<>();
        query.filter()
                .name()
                .ifPresent(name -> pills.add(new Pill(
                        "name",
                        Visible.text(name),
                        query.filteredBy(query.filter().withoutName()).href())));
        add(pills, "verdict", new Facet.ByVerdict(), query);
        add(pills, "state", new Facet.ByState(), query);
        add(pills, "TPM", new Facet.ByIdentity(), query);
        query.filter().labels().keySet().forEach(key -> add(pills, Visible.text(key), new Facet.ByLabel(key), query));
        query.filter()
                .set()
                .ifPresent(set -> pills.add(new Pill(
                        "set",
                        Visible.text(set),
                        query.filteredBy(query.filter().withoutSet()).href())));
        query.filter()
                .cluster()
                .ifPresent(id -> pills.add(new Pill(
                        "drift cluster",
                        "#" + id,
                        query.filteredBy(query.filter().withoutCluster()).href())));
        return pills;
    }

    private static void add(List<Pill> pills, String kind, Facet facet, HostQuery query) {
        facet.chosen(query.filter())
                .forEach(value -> pills.add(new Pill(
                        kind, words(facet, value), query.toggled(facet, value).href())));
    }
}
