package dev.touchstone.server.reference;

import dev.touchstone.appraisal.Verdict;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts what a dry run finds, host by host. */
final class DryRunTally {

    private static final int MAX_TOLD = 100;

    /** Reasons may name what one host alone measured; how many of those are kept apart is bounded. */
    private static final int MAX_KEPT = 10_000;

    private static final String OTHER = "Other reasons.";

    private final Map<DryRunHost.Outcome, Long> outcomes = zero(DryRunHost.Outcome.class);
    private final Map<Verdict, Long> before = zero(Verdict.class);
    private final Map<Verdict, Long> after = zero(Verdict.class);
    private final Map<Verdict, Long> afterRollout = zero(Verdict.class);
    private final Map<Key, Long> groups = new HashMap<>();
    private long hosts;

    private record Key(DryRunHost.Outcome outcome, Verdict after, String reason, String rolloutReason) {
        DryRunSummary.Group counted(long hosts) {
            return new DryRunSummary.Group(outcome, after, reason, rolloutReason, hosts);
        }
    }

    private static <E extends Enum<E>> Map<E, Long> zero(Class<E> type) {
        Map<E, Long> counts = new EnumMap<>(type);
        for (E each : type.getEnumConstants()) {
            counts.put(each, 0L);
        }
        return counts;
    }

    void add(DryRunHost host) {
        hosts++;
        outcomes.merge(host.outcome(), 1L, Long::sum);
        before.merge(host.before(), 1L, Long::sum);
        after.merge(host.after(), 1L, Long::sum);
        if (host.afterRollout() != null) {
            afterRollout.merge(host.afterRollout(), 1L, Long::sum);
        }
        Key key = new Key(host.outcome(), host.after(), host.reason(), host.rolloutReason());
        boolean kept = groups.size() < MAX_KEPT || groups.containsKey(key);
        groups.merge(kept ? key : new Key(host.outcome(), host.after(), OTHER, ""), 1L, Long::sum);
    }

    long hosts() {
        return hosts;
    }

    DryRunSummary summary(FleetEvidence.Effort effort) {
        List<DryRunSummary.Group> largest = groups.entrySet().stream()
                .map(e -> e.getKey().counted(e.getValue()))
                .sorted(Comparator.comparingLong(DryRunSummary.Group::hosts)
                        .reversed()
                        .thenComparing(DryRunSummary.Group::outcome)
                        .thenComparing(DryRunSummary.Group::reason))
                .limit(MAX_TOLD)
                .toList();
        return new DryRunSummary(
                hosts, outcomes, before, after, afterRollout, largest, groups.size() - largest.size(), effort);
    }
}
