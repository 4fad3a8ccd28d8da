package dev.touchstone.server.drift;

import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/drift/clusters}: what drifted, and which hosts. */
@RestController
@RequestMapping("/api/v1/drift/clusters")
class DriftController {

    private final ClusterList clusters;
    private final ClusterLabels labels;
    private final Waivers waivers;
    private final Clock clock;

    DriftController(ClusterList clusters, ClusterLabels labels, Waivers waivers, Clock clock) {
        this.clusters = clusters;
        this.labels = labels;
        this.waivers = waivers;
        this.clock = clock;
    }

    /** A page of clusters, the newest first. */
    record Page(List<ClusterView> clusters, @Nullable Long next) {}

    /** A page of members. */
    record MemberPage(List<MemberView> hosts, @Nullable UUID next) {}

    @GetMapping
    Page list(
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(defaultValue = "100") int limit) {
        ClusterState wanted = ClusterState.ofWord(state)
                .orElseThrow(() -> new Refusal(400, "state-invalid", "state is open or closed."));
        List<Cluster> found = clusters.page(wanted == ClusterState.OPEN, after, checked(limit) + 1);
        List<Cluster> page = found.subList(0, Math.min(limit, found.size()));
        return new Page(
                page.stream().map(ClusterView::summary).toList(),
                found.size() > limit ? page.getLast().id() : null);
    }

    @GetMapping("/{id}")
    ClusterView get(@PathVariable long id) {
        Cluster cluster = clusters.require(id);
        return ClusterView.whole(
                cluster,
                labels.of(cluster),
                waivers.of(id, clock.instant()).stream().map(WaiverView::of).toList());
    }

    @GetMapping("/{id}/hosts")
    MemberPage hosts(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "100") int limit) {
        clusters.require(id);
        List<MemberView> found = clusters.members(id, after, checked(limit) + 1);
        List<MemberView> page = found.subList(0, Math.min(limit, found.size()));
        return new MemberPage(page, found.size() > limit ? page.getLast().hostId() : null);
    }

    private static int checked(int limit) {
        if (limit < 1 || limit > ClusterList.MAX_LIMIT) {
            throw new Refusal(400, "limit-invalid", "limit is 1 to " + ClusterList.MAX_LIMIT + ".");
        }
        return limit;
    }
}
