package dev.touchstone.server.dashboard.drift;

import dev.touchstone.server.change.Changes;
import dev.touchstone.server.drift.Cluster;
import dev.touchstone.server.drift.ClusterAdmission;
import dev.touchstone.server.drift.ClusterDivergence;
import dev.touchstone.server.drift.ClusterLabels;
import dev.touchstone.server.drift.ClusterList;
import dev.touchstone.server.drift.Holds;
import dev.touchstone.server.drift.WaiverGrants;
import dev.touchstone.server.drift.Waivers;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One cluster: one page for all its hosts. */
@Controller
class ClusterPage {

    private static final int REJECTED = 20;

    private final ClusterList clusters;
    private final ClusterLabels labels;
    private final ClusterDivergence divergence;
    private final ClusterAdmission admission;
    private final Holds holds;
    private final Waivers waivers;
    private final WaiverGrants grants;
    private final Forecasts forecasts;
    private final Changes changes;
    private final Clock clock;

    ClusterPage(
            ClusterList clusters,
            ClusterLabels labels,
            ClusterDivergence divergence,
            ClusterAdmission admission,
            Holds holds,
            Waivers waivers,
            WaiverGrants grants,
            Forecasts forecasts,
            Changes changes,
            Clock clock) {
        this.clusters = clusters;
        this.labels = labels;
        this.divergence = divergence;
        this.admission = admission;
        this.holds = holds;
        this.waivers = waivers;
        this.grants = grants;
        this.forecasts = forecasts;
        this.changes = changes;
        this.clock = clock;
    }

    @GetMapping("/drift/{id:[0-9]+}")
    String show(@PathVariable long id, Model model) {
        Instant now = clock.instant();
        Cluster cluster = clusters.require(id);
        model.addAttribute("cluster", head(cluster, now));
        model.addAttribute("checks", Check.of(cluster));
        model.addAttribute("labels", LabelLines.of(id, labels.of(cluster)));
        model.addAttribute("admission", admission.of(cluster, now));
        model.addAttribute("unmatched", Unmatched.of(cluster, divergence.of(cluster)));
        model.addAttribute("choices", Choices.of(cluster, waivers.of(id, now), grants.longest(), now));
        change(cluster, now, model);
        return "drift/cluster";
    }

    private ClusterHead head(Cluster cluster, Instant now) {
        return ClusterHead.of(
                cluster,
                Optional.ofNullable(holds.of(List.of(cluster.id())).get(cluster.id())),
                clusters.rejected(cluster.id(), REJECTED),
                now);
    }

    /** The version drafted from it, or else one that was announced and accounts for it. */
    private void change(Cluster cluster, Instant now, Model model) {
        Optional<String> version =
                cluster.drafted().or(() -> cluster.announced().stream().findFirst());
        model.addAttribute(
                "linked", version.map(v -> LinkedChange.of(v, changes)).orElse(null));
        model.addAttribute(
                "forecast", version.flatMap(v -> forecasts.of(cluster, v, now)).orElse(null));
    }
}
