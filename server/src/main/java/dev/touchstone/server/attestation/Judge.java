package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.appraisal.Appraiser;
import dev.touchstone.appraisal.Verdict;
import dev.touchstone.reference.Golden;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.rule.Carried;
import dev.touchstone.server.challenge.AttestationProperties;
import dev.touchstone.server.host.HighWater;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.reference.GoldenSets;
import dev.touchstone.server.reference.HostGolden;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Appraises evidence by the golden sets that select its host, and by what came before it. */
@Component
class Judge {

    private final GoldenSets golden;
    private final WholeIma ima;
    private final ImageTexts texts;
    private final Attestations attestations;
    private final AttestationProperties settings;

    Judge(
            GoldenSets golden,
            WholeIma ima,
            ImageTexts texts,
            Attestations attestations,
            AttestationProperties settings) {
        this.golden = golden;
        this.ima = ima;
        this.texts = texts;
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
        Shown shown = show(host, evidence, by.golden(), now);
        boolean accounted = evidence.replayed()
                && shown.appraisal().verdict() != Verdict.REJECTED
                && evidence.cut().isEmpty();
        Appraisal appraisal = Timeline.judge(order, host, shown.appraisal());
        Instant validUntil = evidence.challenge().issuedAt().plus(settings.evidenceValidity());
        return new Ruling(UUID.randomUUID(), host, evidence, order, accounted, shown, appraisal, by, validUntil, now);
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

    private Shown show(HostRecord host, Evidence evidence, Golden by, Instant now) {
        return switch (evidence.logs()) {
            case SubmittedLogs.Decoded logs -> show(ima.replay(host, evidence, logs, by), evidence, by, now);
            case SubmittedLogs.Undecodable undecodable ->
                new Shown(
                        Optional.empty(),
                        evidence.carried(),
                        Appraiser.unreadable(undecodable.log(), undecodable.why()));
        };
    }

    private Shown show(ReplayOutcome outcome, Evidence evidence, Golden by, Instant now) {
        Carried carried = texts.with(evidence.carried(), outcome, by);
        return new Shown(Shown.boot(outcome), carried, Appraiser.appraise(outcome, by, carried, evidence.cut(), now));
    }
}
