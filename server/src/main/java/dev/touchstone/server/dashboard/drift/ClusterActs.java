package dev.touchstone.server.dashboard.drift;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.dashboard.frame.Told;
import dev.touchstone.server.drift.Acceptances;
import dev.touchstone.server.drift.ClusterDrafts;
import dev.touchstone.server.drift.ClusterList;
import dev.touchstone.server.drift.Holds;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.reference.Approvals;
import dev.touchstone.server.reference.DryRuns;
import dev.touchstone.server.reference.ReferenceVersionId;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What an operator does about a cluster. */
@Controller
@RequestMapping("/drift/{id:[0-9]+}")
class ClusterActs {

    private final ClusterList clusters;
    private final ClusterDrafts drafts;
    private final DryRuns dryRuns;
    private final Approvals approvals;
    private final Acceptances acceptances;
    private final Holds holds;

    ClusterActs(
            ClusterList clusters,
            ClusterDrafts drafts,
            DryRuns dryRuns,
            Approvals approvals,
            Acceptances acceptances,
            Holds holds) {
        this.clusters = clusters;
        this.drafts = drafts;
        this.dryRuns = dryRuns;
        this.approvals = approvals;
        this.acceptances = acceptances;
        this.holds = holds;
    }

    /** Drafts the next version, and asks at once whom it would turn. */
    @PostMapping("/change")
    String draft(@PathVariable long id, @AuthenticationPrincipal Caller caller, RedirectAttributes next) {
        return Told.on("/drift/" + id, next, "Drafted. Stored evidence is asked whom it would turn.", () -> {
            String version = drafts.draft(id, Optional.empty(), caller.name()).id();
            dryRuns.begin(Forecasts.approving(version), caller.name());
        });
    }

    @PostMapping("/dry-run")
    String dryRun(@PathVariable long id, @AuthenticationPrincipal Caller caller, RedirectAttributes next) {
        return Told.on(
                "/drift/" + id,
                next,
                "Stored evidence is asked whom it would turn.",
                () -> dryRuns.begin(Forecasts.approving(version(id)), caller.name()));
    }

    @PostMapping("/proposal")
    String propose(@PathVariable long id, @AuthenticationPrincipal Caller caller, RedirectAttributes next) {
        return Told.on(
                "/drift/" + id,
                next,
                "Proposed. It waits for somebody else to approve it.",
                () -> approvals.propose(ReferenceVersionId.parse(version(id)), caller));
    }

    @PostMapping("/acceptance")
    String accept(
            @PathVariable long id,
            @RequestParam int component,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes next) {
        return Told.on(
                "/drift/" + id,
                next,
                "Proposed. Each host's own value is accepted once somebody else has approved it.",
                () -> acceptances.propose(id, component, caller));
    }

    @PostMapping("/hold")
    String hold(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String owner,
            @RequestParam(defaultValue = "") String note,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes next) {
        return Told.on(
                "/drift/" + id,
                next,
                "Held. Its hosts stay as they are.",
                () -> holds.put(id, owner, note, caller.name()));
    }

    private String version(long id) {
        var cluster = clusters.require(id);
        return cluster.drafted()
                .or(() -> cluster.announced().stream().findFirst())
                .orElseThrow(() -> new Refusal(409, "drift-not-drafted", "Nothing was drafted for this cluster yet."));
    }
}
