package dev.touchstone.server.dashboard.reference;

import dev.touchstone.server.change.Change;
import dev.touchstone.server.change.Changes;
import dev.touchstone.server.dashboard.frame.Hex;
import dev.touchstone.server.dashboard.job.DryRunPanel;
import dev.touchstone.server.dashboard.job.JobPanel;
import dev.touchstone.server.job.JobRecord;
import dev.touchstone.server.reference.ComponentView;
import dev.touchstone.server.reference.DryRunChange;
import dev.touchstone.server.reference.DryRuns;
import dev.touchstone.server.reference.ReferenceVersionId;
import dev.touchstone.server.reference.ReferenceVersionView;
import dev.touchstone.server.reference.RolloutProgress;
import dev.touchstone.server.reference.VersionDiffs;
import dev.touchstone.server.reference.VersionState;
import dev.touchstone.server.reference.VersionViews;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One version: what it asks for, what it brings, whom it would turn. */
@Controller
@RequestMapping("/reference-sets/{name:" + SetPage.NAME + "}/versions/{number:[0-9]+}")
class VersionPage {

    private final VersionViews versions;
    private final VersionDiffs diffs;
    private final RolloutProgress rollouts;
    private final DryRuns dryRuns;
    private final Changes changes;
    private final Clock clock;

    VersionPage(
            VersionViews versions,
            VersionDiffs diffs,
            RolloutProgress rollouts,
            DryRuns dryRuns,
            Changes changes,
            Clock clock) {
        this.versions = versions;
        this.diffs = diffs;
        this.rollouts = rollouts;
        this.dryRuns = dryRuns;
        this.changes = changes;
        this.clock = clock;
    }

    @GetMapping
    String show(
            @PathVariable String name,
            @PathVariable int number,
            @RequestParam(required = false) @Nullable Integer against,
            Model model) {
        Instant now = clock.instant();
        ReferenceVersionId id = new ReferenceVersionId(name, number);
        ReferenceVersionView view = versions.find(id);
        model.addAttribute("version", VersionRow.of(view, now));
        model.addAttribute("content", Hex.of(view.contentSha256().bytes()));
        model.addAttribute("components", components(view));
        model.addAttribute("diff", VersionDiffPanel.of(diffs.of(id, against)));
        model.addAttribute("others", others(name, number));
        model.addAttribute("against", against);
        model.addAttribute("rollout", view.state() == VersionState.DRAFT ? null : RolloutBar.of(id, rollouts.of(id)));
        model.addAttribute("change", change(id));
        forecast(id, view.state(), now, model);
        return "reference/version";
    }

    private static List<ComponentPanel> components(ReferenceVersionView view) {
        return Objects.requireNonNullElse(view.components(), List.<ComponentView>of()).stream()
                .map(ComponentPanel::of)
                .toList();
    }

    private List<Integer> others(String name, int number) {
        return versions.versions(name).stream()
                .map(ReferenceVersionView::version)
                .filter(n -> n != number)
                .toList();
    }

    private @Nullable String change(ReferenceVersionId id) {
        Optional<Change> change = changes.latest("reference-version", id.toString());
        return change.map(c -> "/changes/" + c.id()).orElse(null);
    }

    /** Of a version in force, what retiring it would do; of another, what approving it would. */
    static DryRunChange supposed(ReferenceVersionId id, VersionState state) {
        List<String> version = List.of(id.toString());
        return state == VersionState.APPROVED
                ? new DryRunChange(List.of(), version)
                : new DryRunChange(version, List.of());
    }

    private void forecast(ReferenceVersionId id, VersionState state, Instant now, Model model) {
        DryRunChange supposed = supposed(id, state);
        Optional<JobRecord> job = dryRuns.latest(supposed);
        model.addAttribute("job", job.map(j -> JobPanel.of(j, now)).orElse(null));
        model.addAttribute(
                "dryRun",
                job.flatMap(j -> dryRuns.summary(j).map(s -> DryRunPanel.of(j.id(), supposed, s)))
                        .orElse(null));
    }
}
