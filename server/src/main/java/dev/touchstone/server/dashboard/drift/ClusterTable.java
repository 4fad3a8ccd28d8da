package dev.touchstone.server.dashboard.drift;

import dev.touchstone.server.drift.Cluster;
import dev.touchstone.server.drift.ClusterLabels;
import dev.touchstone.server.drift.ClusterList;
import dev.touchstone.server.drift.Hold;
import dev.touchstone.server.drift.Holds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Clusters as rows, with what their hosts have in common: three queries, however many rows. */
@Component
public class ClusterTable {

    private final ClusterList clusters;
    private final ClusterLabels labels;
    private final Holds holds;

    ClusterTable(ClusterList clusters, ClusterLabels labels, Holds holds) {
        this.clusters = clusters;
        this.labels = labels;
        this.holds = holds;
    }

    /** The largest open clusters. */
    public List<ClusterRow> largest(int most, Instant now) {
        return of(clusters.largest(null, most), now);
    }

    List<ClusterRow> of(List<Cluster> page, Instant now) {
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
