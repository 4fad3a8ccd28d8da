package dev.touchstone.server.attestation;

import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.Hosts;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.reference.ProposedSets;
import dev.touchstone.server.result.HostStandings;
import dev.touchstone.server.result.ResultClaims;
import dev.touchstone.server.result.ResultClaims.Finding;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What stands of a host, told from its last evidence, whose quote is verified anew: the verdict is the host's at this
 * moment, and evidence that another key signed, or that was judged before the verdict was set back, does not bear on
 * it.
 */
@Component
class StandingResults implements HostStandings {

    private final Hosts hosts;
    private final Attestations attestations;
    private final StoredEvidenceRows rows;
    private final StoredReplay replay;
    private final ProposedSets sets;
    private final ResultEvidence told;
    private final Clock clock;

    StandingResults(
            Hosts hosts,
            Attestations attestations,
            StoredEvidenceRows rows,
            StoredReplay replay,
            ProposedSets sets,
            ResultEvidence told,
            Clock clock) {
        this.hosts = hosts;
        this.attestations = attestations;
        this.rows = rows;
        this.replay = replay;
        this.sets = sets;
        this.told = told;
        this.clock = clock;
    }

    @Override
    public Optional<ResultClaims> ofId(UUID host) {
        return hosts.find(host).map(this::of);
    }

    @Override
    public Optional<ResultClaims> ofName(String name) {
        return hosts.findByName(name).map(this::of);
    }

    private ResultClaims of(HostRecord host) {
        Instant now = clock.instant();
        Optional<AttestationRecord> last = host.lastAttestation().flatMap(attestations::find);
        Optional<ResultClaims.Evidence> evidence = last.flatMap(record -> evidence(host, record));
        boolean inForce = evidence.isPresent()
                && last.filter(record -> record.verdict() == host.verdict()).isPresent();
        EffectiveVerdict verdict = EffectiveVerdict.of(host, now);
        return new ResultClaims(
                host.id(),
                host.name(),
                (verdict == EffectiveVerdict.TRUSTED && !inForce ? EffectiveVerdict.PENDING : verdict).name(),
                host.identity(),
                now,
                host.evidenceValidUntil(),
                findings(host, verdict, last, inForce),
                evidence);
    }

    /** Empty for evidence that the host's present key did not sign, or that is not kept whole any more. */
    private Optional<ResultClaims.Evidence> evidence(HostRecord host, AttestationRecord record) {
        return rows.find(record.id()).flatMap(stored -> {
            try {
                return Optional.of(told.of(
                        host,
                        replay.verify(stored, host),
                        stored.quote().attest(),
                        stored.firmwareLog(),
                        record.notChecked(),
                        record.referenceSets().stream().map(sets::find).toList()));
            } catch (Refusal _) {
                return Optional.empty();
            }
        });
    }

    private static List<Finding> findings(
            HostRecord host, EffectiveVerdict verdict, Optional<AttestationRecord> last, boolean inForce) {
        List<Finding> findings = new ArrayList<>();
        switch (host.state()) {
            case REVOKED, RETIRED ->
                findings.add(new Finding("host-" + host.state().name().toLowerCase(Locale.ROOT)));
            case AWAITING_APPROVAL -> findings.add(new Finding("awaiting-approval"));
            case ACTIVE, MAINTENANCE -> {}
        }
        if (verdict == EffectiveVerdict.STALE) {
            findings.add(new Finding("evidence-stale"));
        }
        if (last.isEmpty()) {
            findings.add(new Finding("no-evidence"));
        } else if (!inForce && host.state().admitted()) {
            findings.add(new Finding("not-attested-since"));
        }
        last.filter(_ -> inForce).ifPresent(record -> findings.addAll(ResultEvidence.findings(record.reasons())));
        return findings;
    }
}
