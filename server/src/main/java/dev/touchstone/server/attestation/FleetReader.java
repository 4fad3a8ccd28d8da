package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.appraisal.Appraiser;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.reference.Golden;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.rule.Carried;
import dev.touchstone.server.host.HostRecord;
import java.time.Instant;

/**
 * Appraises stored evidence of many hosts. Every host's own signature is verified; what its boot shows is worked out
 * once for all that have the same content, for verified PCR values and logs leave nothing open. For one thread.
 */
final class FleetReader {

    private final StoredReplay replay;
    private final StoredLogs logs;
    private final ImageTexts texts;
    private final int imaPcr;
    private final Instant at;
    private final AppraisalMemo memo = new AppraisalMemo();

    FleetReader(StoredReplay replay, StoredLogs logs, ImageTexts texts, int imaPcr, Instant at) {
        this.replay = replay;
        this.logs = logs;
        this.texts = texts;
        this.imaPcr = imaPcr;
        this.at = at;
    }

    StoredLogs logs() {
        return logs;
    }

    AppraisalMemo memo() {
        return memo;
    }

    VerifiedQuote verify(StoredEvidence stored, HostRecord host) {
        return replay.verify(stored, host);
    }

    /** @throws dev.touchstone.server.problem.Refusal if a log is not kept any more, or cannot be read */
    Appraisal appraise(StoredEvidence stored, HostRecord host, VerifiedQuote quote, Golden golden) {
        boolean ima = GoldenContent.judgesIma(golden, imaPcr);
        return memo.answer(
                new AppraisalMemo.Question(EvidenceContent.of(stored, quote, imaPcr, ima), GoldenContent.of(golden)),
                () -> appraise(replay.replay(stored, host, quote, logs::find, ima), stored, golden));
    }

    private Appraisal appraise(ReplayOutcome outcome, StoredEvidence stored, Golden golden) {
        Carried carried = texts.with(stored.carried(), outcome, golden);
        return Appraiser.appraise(outcome, golden, carried, stored.cut(), at);
    }

    /** The host's own boot, replayed whole. */
    ReplayOutcome replay(StoredEvidence stored, HostRecord host, VerifiedQuote quote) {
        return replay.replay(stored, host, quote, logs::find, true);
    }
}
