package dev.touchstone.server.attestation;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.host.HostEvidence;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.Hosts;
import dev.touchstone.server.problem.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stores evidence and its verdict with the use of the challenge, the high-water mark, the transition and the outbox
 * record: one transaction, under the host's lock, so that of two uses of a challenge one waits for the other.
 */
@Service
class EvidenceStore {

    private final Hosts hosts;
    private final HostEvidence hostEvidence;
    private final Judge judge;
    private final ChallengeUses uses;
    private final EventLogs logs;
    private final ImaLists imaLists;
    private final Attestations attestations;
    private final Answers answers;
    private final ApplicationEventPublisher events;
    private final MeterRegistry meters;
    private final Clock clock;

    EvidenceStore(
            Hosts hosts,
            HostEvidence hostEvidence,
            Judge judge,
            ChallengeUses uses,
            EventLogs logs,
            ImaLists imaLists,
            Attestations attestations,
            Answers answers,
            ApplicationEventPublisher events,
            MeterRegistry meters,
            Clock clock) {
        this.hosts = hosts;
        this.hostEvidence = hostEvidence;
        this.judge = judge;
        this.uses = uses;
        this.logs = logs;
        this.imaLists = imaLists;
        this.attestations = attestations;
        this.answers = answers;
        this.events = events;
        this.meters = meters;
        this.clock = clock;
    }

    /** Stores evidence and answers, as JSON; an identical retry gets the stored answer. */
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
        Ruling ruling = judge.rule(host, evidence, use.isPresent(), clock.instant());
        if (use.isPresent() && !ruling.accounted()) {
            throw Intake.used();
        }
        return store(ruling);
    }

    private String store(Ruling ruling) {
        storeLogs(ruling);
        Optional<UsedIma> ima = storeIma(ruling);
        if (ruling.order() != EvidenceOrder.LATE) {
            hostEvidence.apply(ruling.host(), ruling.accepted(), ruling.at());
        }
        HostRecord after = hosts.find(ruling.host().id()).orElseThrow();
        List<ReasonView> reasons = ReasonView.of(Standing.reasons(after, ruling));
        String result = answers.result(ruling, after, reasons);
        attestations.add(ruling, ima, result);
        String answer = answers.answer(ruling, after, ima, reasons, result);
        if (ruling.order() != EvidenceOrder.LATE) {
            events.publishEvent(ruling.appraised());
        }
        Evidence evidence = ruling.evidence();
        uses.put(
                evidence.challenge(),
                new ChallengeUses.Use(
                        evidence.quoteSha256(), evidence.submissionSha256(), ruling.accounted(), ruling.id(), answer));
        meters.counter(
                        "touchstone.evidence.received",
                        "outcome",
                        ruling.told(after).name(),
                        "reason",
                        "")
                .increment();
        return answer;
    }

    private void storeLogs(Ruling ruling) {
        SubmittedLogs sent = ruling.evidence().logs();
        UUID host = ruling.host().id();
        sent.firmwareContent().ifPresent(c -> logs.store(sent.firmwareSha256(), c, host, ruling.at()));
        sent.userspaceContent().ifPresent(c -> logs.store(HashAlgorithm.SHA256.hash(c), c, host, ruling.at()));
    }

    private Optional<UsedIma> storeIma(Ruling ruling) {
        return switch (ruling.evidence().logs()) {
            case SubmittedLogs.Decoded decoded ->
                decoded.ima()
                        .flatMap(sent -> ruling.ima()
                                .map(list ->
                                        imaLists.store(ruling.boot(), sent.start(), list, ruling.id(), ruling.at())));
            case SubmittedLogs.Undecodable _ -> Optional.empty();
        };
    }
}
