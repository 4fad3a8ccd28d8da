package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.appraisal.Appraiser;
import dev.touchstone.appraisal.Verdict;
import dev.touchstone.server.challenge.AttestationProperties;
import dev.touchstone.server.host.HighWater;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.reference.GoldenSets;
import dev.touchstone.server.reference.HostGolden;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Appraises evidence by the golden sets that select its host, and by what came before it. */
@Component
class Judge {

    private final GoldenSets golden;
    private final Attestations attestations;
    private final AttestationProperties settings;

    Judge(GoldenSets golden, Attestations attestations, AttestationProperties settings) {
        this.golden = golden;
        this.attestations = attestations;
        this.settings = settings;
    }

    /**
     * Rules on evidence.
     *
     * @param supersedes whether it is the quote of an earlier submission, now with logs that may account for it
     */
    Ruling rule(HostRecord host, Evidence evidence, boolean supersedes, Instant now) {
        EvidenceOrder order = supersedes ? superseding(host, evidence) : order(host, evidence);
        HostGolden by = golden.of(host);
        Appraisal shown = appraise(evidence, by, now);
        boolean accounted = evidence.replayed()
                && shown.verdict() != Verdict.REJECTED
                && evidence.cut().isEmpty();
        Appraisal appraisal = Timeline.judge(order, host, shown);
        Instant validUntil = evidence.challenge().issuedAt().plus(settings.evidenceValidity());
        return new Ruling(UUID.randomUUID(), host, evidence, order, accounted, appraisal, by, validUntil, now);
    }

    private EvidenceOrder order(HostRecord host, Evidence evidence) {
        HighWater at = HighWater.of(evidence.quote().clockInfo());
        return EvidenceOrder.of(
                host,
                at,
                evidence.challenge(),
                () -> host.lastAttestation().flatMap(attestations::find).map(AttestationRecord::receivedAt));
    }

    /** The very quote that set the mark lies at it, not above; one that newer evidence has overtaken is late. */
    private static EvidenceOrder superseding(HostRecord host, Evidence evidence) {
        HighWater at = HighWater.of(evidence.quote().clockInfo());
        boolean newest = host.highWater().map(m -> m.compareTo(at) <= 0).orElse(true);
        return newest ? EvidenceOrder.NEWER : EvidenceOrder.LATE;
    }

    private static Appraisal appraise(Evidence evidence, HostGolden by, Instant now) {
        return switch (evidence.logs()) {
            case SubmittedLogs.Decoded _ ->
                Appraiser.appraise(
                        evidence.outcome().orElseThrow(), by.golden(), evidence.carried(), evidence.cut(), now);
            case SubmittedLogs.Undecodable undecodable -> Appraiser.unreadable(undecodable.log(), undecodable.why());
        };
    }
}
