package dev.touchstone.server.dashboard.drift;

import dev.touchstone.server.drift.Cluster;
import dev.touchstone.server.drift.ClusterLabels;
import dev.touchstone.server.drift.ClusterList;
import dev.touchstone.server.drift.Hold;
import dev.touchstone.server.drift.Holds;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Clusters: the largest first, or those that closed, the latest opened first. */
@Controller
class DriftPage {

    private static final int LIMIT = 50;

    private final ClusterList clusters;
    private final ClusterLabels labels;
    private final Holds holds;
    private final Clock clock;

    DriftPage(ClusterList clusters, ClusterLabels labels, Holds holds, Clock clock) {
        this.clusters = clusters;
        this.labels = labels;
        this.holds = holds;
        this.clock = clock;
    }

    @GetMapping("/drift")
    String list(
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        boolean open = ClusterCursor.isOpen(state);
        List<Cluster> found = open
                ? clusters.largest(ClusterCursor.place(after), LIMIT + 1)
                : clusters.page(false, ClusterCursor.id(after), LIMIT + 1);
        List<Cluster> page = found.subList(0, Math.min(LIMIT, found.size()));
        model.addAttribute("open", open);
        model.addAttribute("after", after);
        model.addAttribute("rows", rows(page));
        model.addAttribute("next", found.size() > LIMIT ? ClusterCursor.href(state, page.getLast()) : null);
        return "drift/list";
    }

    private List<ClusterRow> rows(List<Cluster> page) {
        Instant now = clock.instant();
        long fleet = clusters.fleet();
        List<Long> ids = page.stream().map(Cluster::id).toList();
        Map<Long, Map<String, String>> common = labels.common(ids);
        Map<Long, Hold> held = holds.of(ids);
        return page.stream()
                .map(c -> ClusterRow.of(
                        c, fleet, common.getOrDefault(c.id(), Map.of()), Optional.ofNullable(held.get(c.id())), now))
                .toList();
    }
}
