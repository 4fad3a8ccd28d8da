package dev.touchstone.server.drift;

import dev.touchstone.reference.Divergence;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What a member's boot shows beside what is approved, for people to look at. */
@Component
public class ClusterDivergence {

    /** Members looked at for one whose evidence still opens. */
    private static final int TRIES = 5;

    private final ClusterList clusters;
    private final ClusterEvidence evidence;

    ClusterDivergence(ClusterList clusters, ClusterEvidence evidence) {
        this.clusters = clusters;
        this.evidence = evidence;
    }

    /** One member, and how its boot departs: as every other's does. */
    public record Sample(UUID host, String name, Divergence divergence) {}

    /** A member's; empty if no member's evidence opens, or shows this drift any more. */
    public Optional<Sample> of(Cluster cluster) {
        return clusters.members(cluster.id(), null, TRIES).stream()
                .flatMap(member -> evidence.open(cluster, member.hostId()).stream())
                .findFirst()
                .map(opened -> new Sample(opened.host().id(), opened.host().displayName(), opened.divergence()));
    }
}
