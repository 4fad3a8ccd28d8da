package dev.touchstone.server.drift;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.appraisal.Appraiser;
import dev.touchstone.reference.Divergence;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.Hosts;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.reference.BootEvidence;
import dev.touchstone.server.reference.GoldenSets;
import dev.touchstone.server.reference.HostGolden;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Opens a member's last evidence again and holds it against what is golden now. */
@Component
class ClusterEvidence {

    private final Hosts hosts;
    private final BootEvidence evidence;
    private final GoldenSets golden;
    private final Clock clock;

    ClusterEvidence(Hosts hosts, BootEvidence evidence, GoldenSets golden, Clock clock) {
        this.hosts = hosts;
        this.evidence = evidence;
        this.golden = golden;
        this.clock = clock;
    }

    /** A member's evidence, and how its boot still departs. */
    record Opened(
            HostRecord host, UUID attestation, BootEvidence.Boot evidence, HostGolden golden, Divergence divergence) {

        ReplayedBoot boot() {
            return evidence.replayed();
        }
    }

    /** The evidence of a member; empty if it cannot be opened, or no longer shows this cluster's drift. */
    Optional<Opened> open(Cluster cluster, UUID member) {
        HostRecord host = hosts.find(member).orElseThrow();
        return host.lastAttestation().flatMap(attestation -> open(cluster, host, attestation));
    }

    private Optional<Opened> open(Cluster cluster, HostRecord host, UUID attestation) {
        try {
            BootEvidence.Boot boot = evidence.open(attestation);
            HostGolden by = golden.of(host);
            Appraisal appraisal = Appraiser.appraise(
                    new ReplayOutcome.Replayed(boot.replayed()), by.golden(), boot.carried(), clock.instant());
            return appraisal
                    .divergence()
                    .filter(d ->
                            boot.incompleteLogs().isEmpty() && d.fingerprint().equals(cluster.fingerprint()))
                    .map(d -> new Opened(host, attestation, boot, by, d));
        } catch (Refusal _) {
            return Optional.empty();
        }
    }
}
