package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.CutLog;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.quote.Quote;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.replay.Replay;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.rule.Carried;
import dev.touchstone.server.challenge.Challenge;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A submission whose quote is the host's own and fresh.
 *
 * @param challenge what it answers
 * @param sent the quote as sent
 * @param quote the same, verified
 * @param logs what came with it
 * @param outcome whether the logs account for it; empty where they cannot be read
 * @param submissionSha256 digest of everything sent that matters
 * @param facts the agent's own report, as sent
 */
record Evidence(
        Challenge challenge,
        Quote sent,
        VerifiedQuote quote,
        SubmittedLogs logs,
        Optional<ReplayOutcome> outcome,
        Bytes submissionSha256,
        @Nullable JsonNode facts) {

    static Evidence of(
            Challenge challenge,
            Quote sent,
            VerifiedQuote quote,
            SubmittedLogs logs,
            Bytes submissionSha256,
            @Nullable JsonNode facts) {
        Optional<ReplayOutcome> outcome = switch (logs) {
            case SubmittedLogs.Decoded decoded -> Optional.of(replay(quote, decoded));
            case SubmittedLogs.Undecodable _ -> Optional.empty();
        };
        return new Evidence(challenge, sent, quote, logs, outcome, submissionSha256, facts);
    }

    private static ReplayOutcome replay(VerifiedQuote quote, SubmittedLogs.Decoded logs) {
        return logs.ima().isPresent()
                ? Replay.of(
                        quote,
                        logs.firmware(),
                        logs.userspace(),
                        logs.ima().get().evidence())
                : Replay.of(quote, logs.firmware(), logs.userspace());
    }

    /** The logs that are cut, as the agent says. */
    Set<CutLog> cut() {
        return ReportedFacts.cut(facts);
    }

    /** What came along and needs no trust. */
    Carried carried() {
        return ReportedTexts.of(facts);
    }

    /** Digest of the quote itself. */
    Bytes quoteSha256() {
        return HashAlgorithm.SHA256.hash(sent.attest());
    }

    /** Whether the logs account for the quote. */
    boolean replayed() {
        return outcome.filter(ReplayOutcome.Replayed.class::isInstance).isPresent();
    }
}
