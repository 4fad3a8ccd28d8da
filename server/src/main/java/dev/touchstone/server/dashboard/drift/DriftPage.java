package dev.touchstone.server.dashboard.drift;

import dev.touchstone.server.drift.Cluster;
import dev.touchstone.server.drift.ClusterList;
import java.time.Clock;
import java.util.List;
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
    private final ClusterTable rows;
    private final Clock clock;

    DriftPage(ClusterList clusters, ClusterTable rows, Clock clock) {
        this.clusters = clusters;
        this.rows = rows;
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
        model.addAttribute("rows", rows.of(page, clock.instant()));
        model.addAttribute("next", found.size() > LIMIT ? ClusterCursor.href(state, page.getLast()) : null);
        return "drift/list";
    }
}
