package dev.touchstone.server.drift;

import dev.touchstone.reference.Component;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.Variant;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.reference.HostValues;
import dev.touchstone.server.reference.MeasuredRecords;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Accepts of each host in a cluster what it measured for a component of which each has its own. */
@Service
class HostAcceptances {

    private final ClusterList clusters;
    private final ClusterEvidence evidence;
    private final HostValues values;
    private final AuditLog audit;
    private final Clock clock;

    HostAcceptances(ClusterList clusters, ClusterEvidence evidence, HostValues values, AuditLog audit, Clock clock) {
        this.clusters = clusters;
        this.evidence = evidence;
        this.values = values;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whose value was accepted, and whose could not be: its evidence shows something else by now, or does not open. */
    record Accepted(List<UUID> hosts, List<UUID> left) {}

    /** Accepts; that two people want it is seen to by whoever calls. */
    @Transactional
    public Accepted accept(long id, int component, String by) {
        Cluster cluster = clusters.require(id);
        cluster.requireOpen();
        cluster.requireNotGrave();
        List<UUID> accepted = new ArrayList<>();
        List<UUID> left = new ArrayList<>();
        for (UUID host : clusters.hosts(id)) {
            boolean done = evidence.open(cluster, host)
                    .filter(opened -> accept(opened, component, by))
                    .isPresent();
            (done ? accepted : left).add(host);
        }
        if (accepted.isEmpty()) {
            throw new Refusal(
                    409, "drift-moved-on", "No member's evidence shows this drift any more, or can be opened.");
        }
        audit.record(
                by,
                "drift.accept-host-values",
                "drift-cluster/" + id,
                null,
                Map.of("component", component, "hosts", accepted.size(), "left", left.size()));
        return new Accepted(accepted, left);
    }

    private boolean accept(ClusterEvidence.Opened opened, int number, String by) {
        Component component = hostUnique(opened, number);
        Optional<List<ReferenceRecord>> records = component.variants().stream()
                .map(Variant.HostUnique.class::cast)
                .flatMap(own ->
                        MeasuredRecords.of(opened.boot(), opened.divergence(), component.id())
                                .inSlots(own.slots())
                                .stream())
                .findFirst();
        records.ifPresent(measured -> record(opened, number, measured, by));
        return records.isPresent();
    }

    private void record(ClusterEvidence.Opened opened, int number, List<ReferenceRecord> measured, String by) {
        UUID host = opened.host().id();
        List<ReferenceRecord> before = values.of(host).getOrDefault(number, List.of());
        values.accept(host, number, measured, opened.attestation(), by, clock.instant());
        audit.record(by, "host.accept-value", "host/" + host + "/component/" + number, told(before), told(measured));
    }

    private static List<Map<String, Object>> told(List<ReferenceRecord> records) {
        return records.stream()
                .map(r -> Map.<String, Object>of(
                        "pcr", r.pcr(), "digests", r.digests().toString()))
                .toList();
    }

    private static Component hostUnique(ClusterEvidence.Opened opened, int number) {
        return opened.golden().sets().stream()
                .flatMap(s -> s.reference().components().stream())
                .filter(c ->
                        c.number() == number && opened.divergence().differing().contains(c.id()))
                .filter(c -> c.variants().stream().allMatch(Variant.HostUnique.class::isInstance))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        422,
                        "drift-not-host-unique",
                        "Component " + number + " is none that differs here and of which each host has its own."));
    }
}
