package dev.touchstone.server.drift;

import dev.touchstone.reference.Component;
import dev.touchstone.reference.Variant;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.reference.DraftedVersions;
import dev.touchstone.server.reference.GoldenSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Turns what a cluster booted into the next version of the set that owns what differs. */
@Service
public class ClusterDrafts {

    /** Members looked at for one whose evidence still opens. */
    private static final int TRIES = 5;

    private final JdbcClient jdbc;
    private final ClusterList clusters;
    private final ClusterEvidence evidence;
    private final DraftedVersions drafts;
    private final AuditLog audit;

    ClusterDrafts(
            JdbcClient jdbc, ClusterList clusters, ClusterEvidence evidence, DraftedVersions drafts, AuditLog audit) {
        this.jdbc = jdbc;
        this.clusters = clusters;
        this.evidence = evidence;
        this.drafts = drafts;
        this.audit = audit;
    }

    /**
     * Drafts it.
     *
     * @param set the set, which must own all that differs but what is host-unique; empty for whichever does
     */
    @Transactional
    public DraftedVersions.Drafted draft(long id, Optional<String> set, String by) {
        Cluster cluster = clusters.require(id);
        cluster.requireOpen();
        cluster.requireNotGrave();
        ClusterEvidence.Opened opened = sample(cluster);
        Set<String> components = toDraft(opened);
        String owner = owner(opened, components);
        if (set.filter(wanted -> !wanted.equals(owner)).isPresent()) {
            throw new Refusal(
                    422, "drift-other-set", "What differs is owned by " + owner + ", not by the set you name.");
        }
        DraftedVersions.Drafted drafted = drafts.draft(
                owner,
                components,
                new DraftedVersions.Source(opened.host(), opened.attestation(), opened.evidence(), opened.divergence()),
                by);
        jdbc.sql("update drift_cluster set drafted = ? where id = ?")
                .params(drafted.id(), id)
                .update();
        audit.record(by, "drift.draft", "drift-cluster/" + id, null, Map.of("version", drafted.id()));
        return drafted;
    }

    private ClusterEvidence.Opened sample(Cluster cluster) {
        return clusters.hosts(cluster.id()).stream()
                .limit(TRIES)
                .flatMap(member -> evidence.open(cluster, member).stream())
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        409, "drift-moved-on", "No member's evidence shows this drift any more, or can be opened."));
    }

    /** All that differs but what each host has its own of: that is accepted host by host. */
    private static Set<String> toDraft(ClusterEvidence.Opened opened) {
        Set<String> components = new TreeSet<>(opened.divergence().differing());
        components.removeAll(hostUnique(opened));
        if (components.isEmpty()) {
            throw new Refusal(
                    422,
                    "drift-host-unique",
                    "All that differs is each host's own: accept it for these hosts instead.");
        }
        return components;
    }

    private static Set<String> hostUnique(ClusterEvidence.Opened opened) {
        return opened.golden().sets().stream()
                .flatMap(s -> s.reference().components().stream())
                .filter(c -> c.variants().stream().allMatch(Variant.HostUnique.class::isInstance))
                .map(Component::id)
                .collect(Collectors.toSet());
    }

    private static String owner(ClusterEvidence.Opened opened, Set<String> components) {
        List<String> owners = opened.golden().sets().stream()
                .map(GoldenSet::reference)
                .filter(s -> s.components().stream().map(Component::id).anyMatch(components::contains))
                .map(s -> s.name())
                .distinct()
                .sorted()
                .toList();
        if (owners.size() != 1) {
            throw new Refusal(
                    409,
                    "drift-of-several-sets",
                    "What differs is owned by " + String.join(" and ", owners)
                            + ": draft a version of each, so that each has its own approval.");
        }
        return owners.getFirst();
    }
}
