package dev.touchstone.server.dashboard.hosts;

import dev.touchstone.server.dashboard.frame.Live;
import dev.touchstone.server.fleet.HostQuery;
import dev.touchstone.server.host.EffectiveVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many hosts have which verdict, each count with the address of the very list it counts.
 *
 * @param total hosts of the list, with thousands marked
 * @param bar the same as a picture
 * @param shown what it shows, to be compared
 * @param href the page that shows it
 */
public record Posture(List<Count> counts, String total, List<Segment> bar, String shown, String href) {

    /** Width of the bar, in its own units. */
    private static final int BAR = 1000;

    /** So that three hosts among a hundred thousand are seen. */
    private static final int THINNEST = 6;

    /**
     * Hosts of one verdict.
     *
     * @param hosts with thousands marked
     * @param any whether there are any
     * @param current whether the page shows just these
     */
    public record Count(EffectiveVerdict verdict, String hosts, boolean any, String href, boolean current) {}

    /** A verdict's part of the bar. */
    public record Segment(EffectiveVerdict verdict, long x, long width) {}

    /**
     * The counts of a list.
     *
     * @param hosts how many of each verdict, whichever verdicts the query chose
     */
    static Posture of(Map<EffectiveVerdict, Long> hosts, HostQuery query) {
        return of(hosts, query, query.href());
    }

    /**
     * The counts of a page that shows them for all hosts of a query.
     *
     * @param href the page
     */
    public static Posture of(Map<EffectiveVerdict, Long> hosts, HostQuery query, String href) {
        List<Count> counts = hosts.entrySet().stream()
                .map(e -> count(e.getKey(), e.getValue(), query))
                .toList();
        String shown = hosts.values().stream().map(String::valueOf).collect(Collectors.joining("-"));
        Set<EffectiveVerdict> chosen = query.filter().verdicts();
        long total = hosts.entrySet().stream()
                .filter(e -> chosen.isEmpty() || chosen.contains(e.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return new Posture(counts, grouped(total), bar(hosts), shown, href);
    }

    /** What a page that shows this tells when it asks again. */
    public String live() {
        return Live.headers(shown, Optional.empty());
    }

    private static Count count(EffectiveVerdict verdict, long hosts, HostQuery query) {
        HostQuery alone = query.filteredBy(query.filter().verdicts(Set.of(verdict)));
        boolean current = query.filter().verdicts().equals(Set.of(verdict));
        return new Count(verdict, grouped(hosts), hosts > 0, alone.href(), current);
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static List<Segment> bar(Map<EffectiveVerdict, Long> hosts) {
        long total = hosts.values().stream().mapToLong(Long::longValue).sum();
        long shared = BAR - hosts.values().stream().filter(n -> n > 0).count() * THINNEST;
        List<Segment> bar = new ArrayList<>();
        long x = 0;
        long seen = 0;
        long parts = 0;
        for (Map.Entry<EffectiveVerdict, Long> part : hosts.entrySet()) {
            if (part.getValue() > 0) {
                seen += part.getValue();
                parts++;
                long end = parts * THINNEST + seen * shared / total;
                bar.add(new Segment(part.getKey(), x, end - x));
                x = end;
            }
        }
        return bar;
    }
}
