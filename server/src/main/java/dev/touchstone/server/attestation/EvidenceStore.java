package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.appraisal.Appraiser;
import dev.touchstone.appraisal.Verdict;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.challenge.AttestationProperties;
import dev.touchstone.server.challenge.ChallengeAnswer;
import dev.touchstone.server.challenge.Challenges;
import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HighWater;
import dev.touchstone.server.host.HostEvidence;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.Hosts;
import dev.touchstone.server.json.HexBytes;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.reference.GoldenSet;
import dev.touchstone.server.reference.GoldenSets;
import dev.touchstone.tpm.PcrSelection;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns verified evidence into a verdict and stores both, with the use of the challenge, the high-water mark, the
 * transition and the outbox record, in one transaction under the host's lock.
 */
@Service
class EvidenceStore {

    private final Hosts hosts;
    private final HostEvidence hostEvidence;
    private final GoldenSets golden;
    private final ChallengeUses uses;
    private final Challenges challenges;
    private final EventLogs logs;
    private final Attestations attestations;
    private final Results results;
    private final AttestationProperties settings;
    private final JsonMapper json;
    private final MeterRegistry meters;
    private final Clock clock;

    EvidenceStore(
            Hosts hosts,
            HostEvidence hostEvidence,
            GoldenSets golden,
            ChallengeUses uses,
            Challenges challenges,
            EventLogs logs,
            Attestations attestations,
            Results results,
            AttestationProperties settings,
            JsonMapper json,
            MeterRegistry meters,
            Clock clock) {
        this.hosts = hosts;
        this.hostEvidence = hostEvidence;
        this.golden = golden;
        this.uses = uses;
        this.challenges = challenges;
        this.logs = logs;
        this.attestations = attestations;
        this.results = results;
        this.settings = settings;
        this.json = json;
        this.meters = meters;
        this.clock = clock;
    }

    /** Stores evidence and answers, as JSON; another use of the same challenge at the same time waits here. */
    @Transactional
    public String store(UUID hostId, Evidence evidence) {
        HostRecord host = AttestingHost.require(hosts.lock(hostId));
        if (!host.akName().equals(evidence.challenge().akName())) {
            throw new Refusal(403, "challenge-other-key", "The host has enrolled with another attestation key since.");
        }
        Optional<ChallengeUses.Use> use = uses.find(hostId, evidence.challenge().nonce());
        if (use.isPresent() && use.get().submissionSha256().equals(evidence.submissionSha256())) {
            return use.get().answer();
        }
        use.ifPresent(u -> Intake.requireSupersedes(u, evidence.quoteSha256()));
        return store(host, evidence, use.isPresent());
    }

    private String store(HostRecord host, Evidence evidence, boolean supersedes) {
        Instant now = clock.instant();
        UUID id = UUID.randomUUID();
        storeLogs(host, evidence, now);
        EvidenceOrder order = supersedes
                ? superseding(host, evidence)
                : EvidenceOrder.of(host, HighWater.of(evidence.quote().clockInfo()), evidence.challenge());
        List<GoldenSet> selected = golden.selecting(host.labels());
        Appraisal appraisal = Timeline.judge(order, host, appraise(evidence, selected));
        Instant validUntil = evidence.challenge().issuedAt().plus(settings.evidenceValidity());
        if (order != EvidenceOrder.LATE) {
            move(host, evidence, appraisal, order, id, validUntil, now);
        }
        HostRecord after = hosts.find(host.id()).orElseThrow();
        EffectiveVerdict effective = EffectiveVerdict.of(after, now);
        List<ReasonView> reasons = ReasonView.of(Standing.reasons(after, appraisal.reasons()));
        String result = results.sign(after, evidence, effective, reasons, selected, now, validUntil);
        attestations.add(id, host, evidence, order, appraisal, selected, reasons, result, validUntil, now);
        ChallengeAnswer next = ChallengeAnswer.of(
                challenges.issue(after, banks(evidence), now),
                List.of(new HexBytes(evidence.logs().firmwareSha256())));
        String answer = json.writeValueAsString(new AttestationAnswer(
                id, effective, reasons, validUntil, result, new AttestationAnswer.Next(settings.interval(), next)));
        uses.put(
                evidence.challenge(),
                new ChallengeUses.Use(
                        evidence.quoteSha256(), evidence.submissionSha256(), evidence.replayed(), id, answer));
        meters.counter(
                        "touchstone.evidence.received",
                        "outcome",
                        appraisal.verdict().name(),
                        "reason",
                        "")
                .increment();
        return answer;
    }

    /** The very quote that set the mark, now with logs that may account for it. */
    private static EvidenceOrder superseding(HostRecord host, Evidence evidence) {
        HighWater mark = HighWater.of(evidence.quote().clockInfo());
        return host.highWater().map(m -> m.compareTo(mark) <= 0).orElse(true)
                ? EvidenceOrder.NEWER
                : EvidenceOrder.LATE;
    }

    private void storeLogs(HostRecord host, Evidence evidence, Instant now) {
        evidence.logs()
                .firmwareContent()
                .ifPresent(c -> logs.store(evidence.logs().firmwareSha256(), c, host.id(), now));
        evidence.logs().userspaceContent().ifPresent(c -> logs.store(HashAlgorithm.SHA256.hash(c), c, host.id(), now));
    }

    private static Appraisal appraise(Evidence evidence, List<GoldenSet> selected) {
        return switch (evidence.logs()) {
            case SubmittedLogs.Decoded _ ->
                Appraiser.appraise(
                        evidence.outcome().orElseThrow(),
                        selected.stream().map(GoldenSet::reference).toList());
            case SubmittedLogs.Undecodable undecodable -> Appraiser.unreadable(undecodable.log(), undecodable.why());
        };
    }

    private void move(
            HostRecord host,
            Evidence evidence,
            Appraisal appraisal,
            EvidenceOrder order,
            UUID id,
            Instant validUntil,
            Instant now) {
        hostEvidence.apply(
                host,
                new HostEvidence.Accepted(
                        id,
                        appraisal.verdict(),
                        HighWater.of(evidence.quote().clockInfo()),
                        order == EvidenceOrder.ROLLED_BACK,
                        evidence.challenge().issuedAt(),
                        validUntil,
                        appraisal.verdict() == Verdict.TRUSTED
                                ? ""
                                : appraisal.reasons().getFirst().summary()),
                now);
    }

    private static Set<HashAlgorithm> banks(Evidence evidence) {
        return evidence.challenge().selection().banks().stream()
                .map(PcrSelection.Bank::algorithm)
                .collect(Collectors.toSet());
    }
}
