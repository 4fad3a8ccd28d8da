package dev.touchstone.server.dashboard.change;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.change.ApprovalRight;
import dev.touchstone.server.change.Change;
import dev.touchstone.server.change.ChangeState;
import dev.touchstone.server.change.ChangeView;
import dev.touchstone.server.change.ChangeViews;
import dev.touchstone.server.change.Changes;
import dev.touchstone.server.dashboard.job.DryRunPanel;
import dev.touchstone.server.dashboard.job.JobPanel;
import dev.touchstone.server.dashboard.reference.RolloutBar;
import dev.touchstone.server.dashboard.reference.VersionDiffPanel;
import dev.touchstone.server.job.JobRecord;
import dev.touchstone.server.reference.DryRunChange;
import dev.touchstone.server.reference.DryRuns;
import dev.touchstone.server.reference.ReferenceVersionId;
import dev.touchstone.server.reference.RolloutProgress;
import dev.touchstone.server.reference.VersionDiffs;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One change: what it alters, whom it turns, who has approved it. */
@Controller
class ChangePage {

    private final Changes changes;
    private final ChangeViews views;
    private final ApprovalRight right;
    private final DryRuns dryRuns;
    private final VersionDiffs diffs;
    private final RolloutProgress rollouts;
    private final Clock clock;

    ChangePage(
            Changes changes,
            ChangeViews views,
            ApprovalRight right,
            DryRuns dryRuns,
            VersionDiffs diffs,
            RolloutProgress rollouts,
            Clock clock) {
        this.changes = changes;
        this.views = views;
        this.right = right;
        this.dryRuns = dryRuns;
        this.diffs = diffs;
        this.rollouts = rollouts;
        this.clock = clock;
    }

    @GetMapping("/changes/{id}")
    String show(@PathVariable UUID id, @AuthenticationPrincipal Caller caller, Model model) {
        Change change = changes.find(id);
        Instant now = clock.instant();
        ChangeView view = views.whole(change);
        model.addAttribute("change", ChangeHead.of(change, view, now));
        model.addAttribute(
                "steps", Steps.of(change, caller, right.isExempt(caller), changes.approvedBy(caller.name())));
        model.addAttribute("fields", BeforeAfter.of(view.before(), view.after()));
        version(change, model);
        ChangeKindWords.supposed(change).ifPresent(supposed -> impact(supposed, now, model));
        return "change/change";
    }

    private void version(Change change, Model model) {
        if (change.content().kind().equals(ChangeKindWords.VERSION)) {
            ReferenceVersionId id = ReferenceVersionId.parse(change.subject());
            boolean live = change.state() == ChangeState.PROPOSED || change.state() == ChangeState.APPROVED;
            model.addAttribute("version", "/reference-sets/" + id.setName() + "/versions/" + id.number());
            model.addAttribute("diff", VersionDiffPanel.of(diffs.of(id, null)));
            model.addAttribute("rollout", live ? RolloutBar.of(id, rollouts.of(id)) : null);
        }
    }

    private void impact(DryRunChange supposed, Instant now, Model model) {
        Optional<JobRecord> job = dryRuns.latest(supposed);
        model.addAttribute("asked", true);
        model.addAttribute("job", job.map(j -> JobPanel.of(j, now)).orElse(null));
        model.addAttribute(
                "dryRun",
                job.flatMap(j -> dryRuns.summary(j).map(s -> DryRunPanel.of(j.id(), supposed, s)))
                        .orElse(null));
    }
}
