package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.reference.Golden;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.Hosts;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.reference.GoldenSets;
import dev.touchstone.server.reference.HostValues;
import dev.touchstone.server.reference.ProposedSets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What one piece of stored evidence shows by what is golden now, or by any versions. Changes nothing. */
@Service
class Supposition {

    private static final int MAX_VERSIONS = 100;

    private final StoredEvidenceRows evidence;
    private final StoredFleet fleet;
    private final Hosts hosts;
    private final GoldenSets golden;
    private final HostValues values;
    private final ProposedSets versions;
    private final Clock clock;

    Supposition(
            StoredEvidenceRows evidence,
            StoredFleet fleet,
            Hosts hosts,
            GoldenSets golden,
            HostValues values,
            ProposedSets versions,
            Clock clock) {
        this.evidence = evidence;
        this.fleet = fleet;
        this.hosts = hosts;
        this.golden = golden;
        this.values = values;
        this.versions = versions;
        this.clock = clock;
    }

    /**
     * Appraises it.
     *
     * @param by versions such as {@code fleet-a@3}, whatever their state and selectors; null for what is in force
     * @throws Refusal if there is no such evidence or version, or the evidence does not hold any more
     */
    Appraisal of(UUID attestation, @Nullable List<String> by) {
        StoredEvidence stored =
                evidence.find(attestation).orElseThrow(() -> Refusal.notFound("There is no such attestation."));
        HostRecord host = hosts.find(stored.host()).orElseThrow();
        Golden against = by == null ? golden.of(host).golden() : supposed(host, by);
        return fleet.boot(host, stored, clock.instant()).appraise(against);
    }

    private Golden supposed(HostRecord host, List<String> by) {
        if (by.size() > MAX_VERSIONS) {
            throw new Refusal(400, "versions-invalid", "At most " + MAX_VERSIONS + " versions can be asked about.");
        }
        List<ReferenceSet> sets =
                by.stream().distinct().map(id -> versions.find(id).reference()).toList();
        return new Golden(sets, List.of(), List.of(), values.of(host.id()), Map.of());
    }
}
