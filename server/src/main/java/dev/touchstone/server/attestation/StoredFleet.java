package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.server.challenge.AttestationProperties;
import dev.touchstone.server.host.FleetPages;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.reference.FleetEvidence;
import dev.touchstone.server.reference.HostValues;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The stored evidence of the fleet, a page in a handful of queries. */
@Component
class StoredFleet implements FleetEvidence {

    private final FleetPages pages;
    private final StoredEvidenceRows evidence;
    private final HostValues values;
    private final EventLogs logs;
    private final StoredReplay replay;
    private final ImageTexts texts;
    private final AttestationProperties settings;

    StoredFleet(
            FleetPages pages,
            StoredEvidenceRows evidence,
            HostValues values,
            EventLogs logs,
            StoredReplay replay,
            ImageTexts texts,
            AttestationProperties settings) {
        this.pages = pages;
        this.evidence = evidence;
        this.values = values;
        this.logs = logs;
        this.replay = replay;
        this.texts = texts;
        this.settings = settings;
    }

    @Override
    public FleetWalk walk(Map<String, String> labels, Optional<UUID> after, Instant at) {
        return new FleetWalk(this, labels, after, reader(at));
    }

    /** One piece of evidence, which need not be its host's last. */
    StoredHostBoot boot(HostRecord host, StoredEvidence stored, Instant at) {
        FleetReader reader = reader(at);
        reader.logs().fetch(stored.logs().toList());
        return new StoredHostBoot(host, values.of(host.id()), Optional.of(stored), reader);
    }

    private FleetReader reader(Instant at) {
        return new FleetReader(replay, new StoredLogs(logs), texts, settings.imaPcr(), at);
    }

    long count(Map<String, String> labels) {
        return pages.count(labels);
    }

    List<StoredHostBoot> page(Map<String, String> labels, Optional<UUID> after, int limit, FleetReader reader) {
        List<HostRecord> hosts = pages.page(labels, after, limit);
        if (hosts.isEmpty()) {
            return List.of();
        }
        Map<UUID, StoredEvidence> last = evidence.lastOf(hosts);
        Map<UUID, Map<Integer, List<ReferenceRecord>>> accepted =
                values.of(hosts.stream().map(HostRecord::id).toList());
        List<Bytes> needed =
                last.values().stream().flatMap(StoredEvidence::logs).toList();
        reader.logs().fetch(needed);
        return hosts.stream()
                .map(host -> new StoredHostBoot(
                        host,
                        accepted.getOrDefault(host.id(), Map.of()),
                        Optional.ofNullable(last.get(host.id())),
                        reader))
                .toList();
    }
}
