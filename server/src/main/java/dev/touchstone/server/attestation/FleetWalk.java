package dev.touchstone.server.attestation;

import dev.touchstone.server.reference.FleetEvidence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A walk through the stored evidence of the fleet. */
final class FleetWalk implements FleetEvidence.Walk {

    private static final int PAGE = 500;

    private final StoredFleet fleet;
    private final Map<String, String> labels;
    private final FleetReader reader;
    private Optional<UUID> after;
    private long hosts;

    FleetWalk(StoredFleet fleet, Map<String, String> labels, Optional<UUID> after, FleetReader reader) {
        this.fleet = fleet;
        this.labels = Map.copyOf(labels);
        this.after = after;
        this.reader = reader;
    }

    @Override
    public long hosts() {
        return fleet.count(labels);
    }

    /** The next page, as those of this module see it. */
    List<StoredHostBoot> nextPage() {
        List<StoredHostBoot> page = fleet.page(labels, after, PAGE, reader);
        if (!page.isEmpty()) {
            after = Optional.of(page.getLast().host().id());
            hosts += page.size();
        }
        return page;
    }

    @Override
    public List<FleetEvidence.HostBoot> next() {
        return List.copyOf(nextPage());
    }

    @Override
    public FleetEvidence.Effort effort() {
        return new FleetEvidence.Effort(
                hosts, reader.memo().questions(), reader.memo().appraisals());
    }
}
