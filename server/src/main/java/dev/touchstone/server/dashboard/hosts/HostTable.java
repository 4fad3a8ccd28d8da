package dev.touchstone.server.dashboard.hosts;

import dev.touchstone.server.attestation.Attestations;
import dev.touchstone.server.attestation.Judgement;
import dev.touchstone.server.host.HostList;
import dev.touchstone.server.host.HostRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hosts as rows, with what their evidence was found to show: two queries, however many rows. */
@Component
public class HostTable {

    private final HostList list;
    private final Attestations attestations;

    HostTable(HostList list, Attestations attestations) {
        this.list = list;
        this.attestations = attestations;
    }

    /**
     * A page of rows.
     *
     * @param next the page after it; null at the end
     */
    public record Page(List<HostRow> rows, @Nullable HostQuery next) {}

    public Page page(HostQuery query, Instant now) {
        HostList.Slice slice = list.page(query.forList(), now);
        List<UUID> evidence = slice.hosts().stream()
                .map(HostRecord::lastAttestation)
                .flatMap(Optional::stream)
                .toList();
        Map<UUID, Judgement> judgements = attestations.judgements(evidence);
        List<HostRow> rows = slice.hosts().stream()
                .map(h -> HostRow.of(h, h.lastAttestation().map(judgements::get), now))
                .toList();
        return new Page(rows, slice.next() == null ? null : query.after(slice.next()));
    }
}
