package dev.touchstone.server.dashboard.job;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.reference.DryRunChange;
import dev.touchstone.server.reference.DryRunHost.Outcome;
import dev.touchstone.server.reference.DryRunSummary;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a dry run found of the fleet; each number leads to the hosts it counts.
 *
 * @param supposed what it supposed, in words
 * @param sentence what it comes to
 * @param rollout what hosts would be once they have booted it, in words; empty where nothing is rolled out
 * @param left how many smaller groups are left out
 */
public record DryRunPanel(
        String supposed, String sentence, String rollout, List<Count> counts, List<Group> groups, int left) {

    /** Hosts to which the same happens. */
    public record Count(String words, String hosts, boolean any, String href) {}

    /** Hosts to which the same happens for the same reason. */
    public record Group(String words, String hosts, String reason, String rollout, String href) {}

    public static DryRunPanel of(UUID job, DryRunChange supposed, DryRunSummary summary) {
        return new DryRunPanel(
                words(supposed),
                Outcomes.sentence(summary.outcomes()),
                rollout(summary.afterRollout()),
                Arrays.stream(Outcome.values())
                        .map(o -> count(job, o, summary.outcomes().getOrDefault(o, 0L)))
                        .toList(),
                summary.groups().stream()
                        .filter(g -> g.after() != Verdict.TRUSTED)
                        .map(g -> group(job, g))
                        .toList(),
                summary.groupsLeftOut());
    }

    private static Count count(UUID job, Outcome outcome, long hosts) {
        return new Count(Outcomes.plural(outcome), Outcomes.number(hosts), hosts > 0, DryRunHosts.href(job, outcome));
    }

    public static Group group(UUID job, DryRunSummary.Group group) {
        return new Group(
                Outcomes.words(group.outcome(), group.after()),
                Outcomes.number(group.hosts()),
                Visible.text(group.reason()),
                Visible.text(group.rolloutReason()),
                DryRunHosts.href(job, group.outcome(), group.reason()));
    }

    private static String words(DryRunChange supposed) {
        String approved = String.join(", ", supposed.approve());
        String retired = String.join(", ", supposed.retire());
        return Stream.of(
                        approved.isEmpty() ? "" : approved + " approved", retired.isEmpty() ? "" : retired + " retired")
                .filter(part -> !part.isEmpty())
                .reduce((one, other) -> one + " and " + other)
                .map(Visible::text)
                .orElse("nothing");
    }

    private static String rollout(Map<Verdict, Long> after) {
        long all = after.values().stream().mapToLong(Long::longValue).sum();
        long trusted = after.getOrDefault(Verdict.TRUSTED, 0L);
        return all == 0
                ? ""
                : "Once the hosts it is for have booted it: %s of %s TRUSTED."
                        .formatted(Outcomes.number(trusted), Outcomes.number(all));
    }
}
