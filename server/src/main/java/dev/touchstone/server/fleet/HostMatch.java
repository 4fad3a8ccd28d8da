package dev.touchstone.server.fleet;

import dev.touchstone.server.host.HostState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/** Which hosts a filter selects at a moment; and, for the counts of a facet, which all of it but that facet selects. */
final class HostMatch {

    private final HostFilter filter;
    private final Instant now;
    private final Optional<String> name;
    private final List<Facet> facets;

    HostMatch(HostFilter filter, Instant now) {
        this.filter = filter;
        this.now = now;
        this.name = filter.name().map(part -> part.toLowerCase(Locale.ROOT));
        this.facets = Stream.<Facet>concat(
                        Stream.of(new Facet.ByVerdict(), new Facet.ByState(), new Facet.ByIdentity()),
                        filter.labels().keySet().stream().map(Facet.ByLabel::new))
                .toList();
    }

    boolean matches(ListedHost host) {
        return matchesPlainly(host) && facets.stream().allMatch(facet -> holds(facet, host));
    }

    /** Whether it would be selected if nothing were chosen of any one facet but {@code ignored}. */
    boolean matchesBut(Facet ignored, ListedHost host) {
        return matchesPlainly(host) && facets.stream().allMatch(facet -> facet.equals(ignored) || holds(facet, host));
    }

    private boolean matchesPlainly(ListedHost host) {
        return (name.isEmpty() || host.name().toLowerCase(Locale.ROOT).contains(name.get()))
                && (filter.cluster().isEmpty() || filter.cluster().equals(host.cluster()))
                && (filter.set().isEmpty() || isOf(filter.set().get(), host.sets()));
    }

    private static boolean isOf(String set, Map<String, Integer> sets) {
        int at = set.lastIndexOf('@');
        return at < 0
                ? sets.containsKey(set)
                : set.substring(at + 1).equals(String.valueOf(sets.get(set.substring(0, at))));
    }

    private boolean holds(Facet facet, ListedHost host) {
        return switch (facet) {
            case Facet.ByVerdict _ ->
                filter.verdicts().isEmpty() || filter.verdicts().contains(host.verdict(now));
            case Facet.ByState _ -> inState(host);
            case Facet.ByIdentity _ ->
                filter.identities().isEmpty() || filter.identities().contains(host.identity());
            case Facet.ByLabel(String key) -> labelled(key, host);
        };
    }

    private boolean inState(ListedHost host) {
        return filter.states().isEmpty()
                ? host.inForce().state() != HostState.RETIRED
                : filter.states().contains(host.inForce().state());
    }

    private boolean labelled(String key, ListedHost host) {
        SortedSet<String> values = filter.labels().get(key);
        return values == null || values.contains(host.labels().getOrDefault(key, ""));
    }
}
