package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.CutLog;
import dev.touchstone.appraisal.Verdict;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.reference.Capture;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.server.challenge.AttestationProperties;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.Hosts;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.reference.BootEvidence;
import java.util.List;
import java.util.SortedSet;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Opens the stored evidence of one attestation. */
@Component
class StoredBoots implements BootEvidence {

    private final StoredEvidenceRows evidence;
    private final Hosts hosts;
    private final StoredReplay replay;
    private final ImageTexts texts;
    private final EventLogs logs;
    private final AttestationProperties settings;

    StoredBoots(
            StoredEvidenceRows evidence,
            Hosts hosts,
            StoredReplay replay,
            ImageTexts texts,
            EventLogs logs,
            AttestationProperties settings) {
        this.evidence = evidence;
        this.hosts = hosts;
        this.replay = replay;
        this.texts = texts;
        this.logs = logs;
        this.settings = settings;
    }

    @Override
    public Boot open(UUID attestation) {
        StoredEvidence stored =
                evidence.find(attestation).orElseThrow(() -> Refusal.notFound("There is no such attestation."));
        if (stored.verdict() == Verdict.REJECTED) {
            throw new Refusal(422, "evidence-rejected", "Evidence that contradicts itself shows nothing.");
        }
        HostRecord host = hosts.find(stored.host()).orElseThrow();
        ReplayedBoot boot = replay(stored, host, replay.verify(stored, host));
        return new Boot(
                host.id(), host.displayName(), boot, texts.with(stored.carried(), boot), capturable(boot), cut(stored));
    }

    private ReplayedBoot replay(StoredEvidence stored, HostRecord host, VerifiedQuote quote) {
        return switch (replay.replay(stored, host, quote, logs::find, true)) {
            case ReplayOutcome.Replayed(ReplayedBoot boot) -> boot;
            case ReplayOutcome.Contradicted _ ->
                throw new Refusal(422, "evidence-does-not-replay", "The evidence's logs do not account for its quote.");
        };
    }

    private SortedSet<Integer> capturable(ReplayedBoot boot) {
        SortedSet<Integer> pcrs = Capture.capturable(boot);
        pcrs.remove(settings.imaPcr());
        return pcrs;
    }

    private static List<String> cut(StoredEvidence stored) {
        return stored.cut().stream().map(CutLog::word).sorted().toList();
    }
}
