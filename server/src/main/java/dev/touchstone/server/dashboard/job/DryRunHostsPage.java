package dev.touchstone.server.dashboard.job;

import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.reference.DryRunHost;
import dev.touchstone.server.reference.DryRuns;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The hosts that a number of a dry run counts. */
@Controller
class DryRunHostsPage {

    private static final int LIMIT = 100;

    private final DryRuns dryRuns;

    DryRunHostsPage(DryRuns dryRuns) {
        this.dryRuns = dryRuns;
    }

    /** One way to narrow the list down. */
    record Filter(String title, String href, boolean current) {}

    @GetMapping("/jobs/{id}/hosts")
    String hosts(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable UUID after,
            Model model) {
        DryRunHost.@Nullable Outcome wanted = outcome(outcome);
        List<DryRunHost> found = dryRuns.hosts(id, wanted, reason, after, LIMIT + 1);
        List<DryRunHost> page = found.subList(0, Math.min(LIMIT, found.size()));
        @Nullable
        String next = found.size() > LIMIT
                ? DryRunHosts.href(id, wanted, reason, page.getLast().hostId())
                : null;
        model.addAttribute("job", "/jobs/" + id);
        model.addAttribute("filters", filters(id, wanted));
        model.addAttribute("reason", reason == null ? null : Visible.text(reason));
        model.addAttribute("clear", DryRunHosts.href(id, wanted, null, null));
        model.addAttribute("first", after == null ? null : DryRunHosts.href(id, wanted, reason, null));
        model.addAttribute(
                "page", new DryRunHosts(page.stream().map(DryRunHosts::row).toList(), next));
        return "job/hosts";
    }

    private static List<Filter> filters(UUID job, DryRunHost.@Nullable Outcome wanted) {
        Filter all = new Filter("all hosts", DryRunHosts.href(job, null, null, null), wanted == null);
        return Stream.concat(
                        Stream.of(all),
                        Arrays.stream(DryRunHost.Outcome.values())
                                .map(o -> new Filter(
                                        Outcomes.plural(o), DryRunHosts.href(job, o, null, null), o == wanted)))
                .toList();
    }

    private static DryRunHost.@Nullable Outcome outcome(@Nullable String word) {
        try {
            return word == null ? null : DryRunHost.Outcome.ofWord(word);
        } catch (IllegalArgumentException _) {
            throw new Refusal(400, "outcome-invalid", "There is no such outcome of a dry run.");
        }
    }
}
