package dev.touchstone.server.dashboard.hosts;

import dev.touchstone.server.attestation.Attestations;
import dev.touchstone.server.attestation.Judgement;
import dev.touchstone.server.fleet.Fleet;
import dev.touchstone.server.fleet.HostQuery;
import dev.touchstone.server.fleet.ListedHost;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.Hosts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hosts as rows, with what their evidence was found to show: two queries, however many rows. */
@Component
public class HostTable {

    private final Fleet fleet;
    private final Hosts hosts;
    private final Attestations attestations;

    HostTable(Fleet fleet, Hosts hosts, Attestations attestations) {
        this.fleet = fleet;
        this.hosts = hosts;
        this.attestations = attestations;
    }

    /**
     * A page of rows.
     *
     * @param next the page after it; null at the end
     */
    public record Page(List<HostRow> rows, @Nullable HostQuery next) {}

    /** The rows that a query asks for. */
    public Page page(HostQuery query, Instant now) {
        Fleet.Slice slice = fleet.page(query, now);
        Map<UUID, HostRecord> records =
                hosts.find(slice.hosts().stream().map(ListedHost::id).toList());
        Map<UUID, Judgement> judgements = attestations.judgements(records.values().stream()
                .map(HostRecord::lastAttestation)
                .flatMap(Optional::stream)
                .toList());
        List<HostRow> rows = slice.hosts().stream()
                .map(host -> records.get(host.id()))
                .filter(Objects::nonNull)
                .map(h -> HostRow.of(h, h.lastAttestation().map(judgements::get), now))
                .toList();
        return new Page(rows, slice.next().orElse(null));
    }
}
