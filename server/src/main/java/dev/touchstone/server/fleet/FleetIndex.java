package dev.touchstone.server.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/** Hosts by id, and by name in order. Not safe for use by several threads. */
final class FleetIndex {

    private final Map<UUID, ListedHost> hosts = new HashMap<>();
    private final NavigableMap<HostCursor, ListedHost> names = new TreeMap<>(HostSort.NAME.order());

    Collection<ListedHost> all() {
        return Collections.unmodifiableCollection(hosts.values());
    }

    void add(ListedHost host) {
        hosts.put(host.id(), host);
        names.put(HostSort.NAME.place(host), host);
    }

    void remove(UUID id) {
        ListedHost host = hosts.remove(id);
        if (host != null) {
            names.remove(HostSort.NAME.place(host));
        }
    }

    /** Whether all that is known of a host is as it was, but for how fresh its evidence is. */
    boolean knowsAllButAge(ListedHost host) {
        ListedHost known = hosts.get(host.id());
        return known != null && known.equals(host.asFreshAs(known));
    }

    /** The first of those selected that come after a place, in order. */
    List<ListedHost> some(HostQuery query, Predicate<ListedHost> selected, int most) {
        return switch (query.sort()) {
            case NAME ->
                firstOf(query.cursor().map(at -> names.tailMap(at, false)).orElse(names), selected, most);
            case NAME_DESCENDING, EVIDENCE, EVIDENCE_DESCENDING, SINCE, SINCE_DESCENDING ->
                least(query, selected, most);
        };
    }

    private static List<ListedHost> firstOf(
            Map<HostCursor, ListedHost> inOrder, Predicate<ListedHost> selected, int most) {
        return inOrder.values().stream().filter(selected).limit(most).toList();
    }

    /** Without an order at hand, the few that come first are picked in one go through all. */
    private List<ListedHost> least(HostQuery query, Predicate<ListedHost> selected, int most) {
        Comparator<HostCursor> order = query.sort().order();
        HostCursor after = query.cursor().orElse(null);
        PriorityQueue<HostCursor> picked = new PriorityQueue<>(order.reversed());
        for (ListedHost host : hosts.values()) {
            if (selected.test(host)) {
                HostCursor place = query.sort().place(host);
                if (after == null || order.compare(place, after) > 0) {
                    keep(picked, place, most);
                }
            }
        }
        List<HostCursor> sorted = new ArrayList<>(picked);
        sorted.sort(order);
        return sorted.stream().map(place -> hosts.get(place.id())).toList();
    }

    private static void keep(PriorityQueue<HostCursor> picked, HostCursor place, int most) {
        picked.add(place);
        if (picked.size() > most) {
            picked.poll();
        }
    }
}
