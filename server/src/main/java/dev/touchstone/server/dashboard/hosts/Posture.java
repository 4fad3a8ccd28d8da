package dev.touchstone.server.dashboard.hosts;

import dev.touchstone.server.host.EffectiveVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many hosts have which verdict, each count with the address of the very list it counts.
 *
 * @param total hosts counted, with thousands marked
 * @param bar the same as a picture
 * @param poll where a page that shows this asks whether it still holds
 * @param shown what it shows, to be compared
 */
public record Posture(List<Count> counts, String total, List<Segment> bar, String poll, String shown) {

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
     * Counts as a page shows them.
     *
     * @param query what else the page asks for; its verdict is the current one
     * @param page the address of the page, without the counts
     */
    public static Posture of(Map<EffectiveVerdict, Long> hosts, HostQuery query, String page) {
        List<Count> counts = hosts.entrySet().stream()
                .map(e -> count(e.getKey(), e.getValue(), query))
                .toList();
        String shown = hosts.values().stream().map(String::valueOf).collect(Collectors.joining("-"));
        long total = hosts.values().stream().mapToLong(Long::longValue).sum();
        String poll = page + (page.contains("?") ? "&" : "?") + "shown=" + shown;
        return new Posture(counts, grouped(total), bar(hosts), poll, shown);
    }

    /** How many hosts the page's own list has. */
    public String matching() {
        return counts.stream()
                .filter(Count::current)
                .map(Count::hosts)
                .findFirst()
                .orElse(total);
    }

    private static Count count(EffectiveVerdict verdict, long hosts, HostQuery query) {
        return new Count(
                verdict, grouped(hosts), hosts > 0, query.withVerdict(verdict).href(), query.verdict() == verdict);
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
