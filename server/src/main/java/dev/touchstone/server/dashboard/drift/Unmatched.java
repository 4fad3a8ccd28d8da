package dev.touchstone.server.dashboard.drift;

import dev.touchstone.reference.Divergence;
import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.drift.Cluster;
import dev.touchstone.server.drift.ClusterDivergence;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What did not match, in all hosts of a cluster.
 *
 * @param bank the bank judged; empty if no evidence opens any more
 * @param sample the member it is shown of; null if no evidence opens any more
 * @param left how many events are left out
 */
record Unmatched(
        String bank,
        @Nullable Sample sample,
        List<UnmatchedEvent> events,
        int left,
        List<String> differing,
        List<String> same) {

    private static final int MOST = 50;

    /** A member. */
    record Sample(String name, String href) {}

    static Unmatched of(Cluster cluster, Optional<ClusterDivergence.Sample> sample) {
        return sample.map(s -> of(s.divergence(), new Sample(Visible.text(s.name()), "/hosts/" + s.host()), cluster))
                .orElseGet(() -> new Unmatched(
                        "",
                        null,
                        cluster.differences().stream().map(UnmatchedEvent::of).toList(),
                        0,
                        cluster.differing(),
                        cluster.same()));
    }

    private static Unmatched of(Divergence divergence, Sample sample, Cluster cluster) {
        return new Unmatched(
                divergence.bank().bank(),
                sample,
                divergence.differences().stream()
                        .limit(MOST)
                        .map(d -> UnmatchedEvent.of(d, divergence.bank()))
                        .toList(),
                Math.max(0, divergence.differences().size() - MOST),
                cluster.differing(),
                cluster.same());
    }
}
