package dev.touchstone.server.drift;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.reference.Component;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.Variant;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.json.HexBytes;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.reference.HostValues;
import dev.touchstone.server.reference.MeasuredRecords;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
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

    /** What each member of an open cluster measured; those whose evidence shows something else by now are left out. */
    Map<UUID, List<ReferenceRecord>> measured(long id, int component) {
        Cluster cluster = clusters.require(id);
        cluster.requireOpen();
        cluster.requireNotGrave();
        Map<UUID, List<ReferenceRecord>> measured = new TreeMap<>();
        for (UUID host : clusters.hosts(id)) {
            evidence.open(cluster, host)
                    .flatMap(opened -> measured(opened, component))
                    .ifPresent(records -> measured.put(host, records));
        }
        if (measured.isEmpty()) {
            throw new Refusal(
                    409, "drift-moved-on", "No member's evidence shows this drift any more, or can be opened.");
        }
        return measured;
    }

    /**
     * Accepts of each host what was shown to whoever approved, if its evidence still shows just that.
     *
     * @param shown by host, the digest of its records
     */
    @Transactional
    public void accept(long id, int component, Map<UUID, HexBytes> shown, String by) {
        Cluster cluster = clusters.require(id);
        int accepted = 0;
        for (Map.Entry<UUID, HexBytes> one : shown.entrySet()) {
            Optional<ClusterEvidence.Opened> opened = evidence.open(cluster, one.getKey());
            Optional<List<ReferenceRecord>> records = opened.flatMap(o -> measured(o, component))
                    .filter(r -> digest(r).equals(one.getValue()));
            records.ifPresent(r -> record(opened.orElseThrow(), component, r, by));
            accepted += records.isPresent() ? 1 : 0;
        }
        audit.record(
                by,
                "drift.accept-host-values",
                "drift-cluster/" + id,
                null,
                Map.of("component", component, "hosts", accepted, "left", shown.size() - accepted));
    }

    /** What records are told apart by. */
    static HexBytes digest(List<ReferenceRecord> records) {
        String canonical = records.stream()
                .map(r -> r.pcr() + " " + new TreeMap<>(r.digests()))
                .collect(Collectors.joining("\n"));
        return new HexBytes(HashAlgorithm.SHA256.hash(Bytes.ofUtf8(canonical)));
    }

    private static Optional<List<ReferenceRecord>> measured(ClusterEvidence.Opened opened, int number) {
        Component component = hostUnique(opened, number);
        return component.variants().stream()
                .map(Variant.HostUnique.class::cast)
                .flatMap(own ->
                        MeasuredRecords.of(opened.boot(), opened.divergence(), component.id())
                                .inSlots(own.slots())
                                .stream())
                .findFirst();
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
