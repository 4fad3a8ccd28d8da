package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.quote.Expected;
import dev.touchstone.quote.Quote;
import dev.touchstone.quote.QuoteDefect;
import dev.touchstone.quote.QuoteOutcome;
import dev.touchstone.quote.QuoteVerifier;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.server.challenge.Challenge;
import dev.touchstone.server.challenge.Challenges;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.Hosts;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.tpm.TpmName;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Takes evidence in: whose is it, is it fresh, is it signed — and only then, what does it say. The order is the
 * argument of {@code docs/attestation-cycle.md}: nothing a stranger sends is decoded, stored, or held against the host
 * it names.
 */
@Service
class Intake {

    private final Hosts hosts;
    private final Challenges challenges;
    private final ChallengeUses uses;
    private final AttestationKeys keys;
    private final LogReader logs;
    private final EvidenceStore store;
    private final RejectedSubmissions rejected;
    private final MeterRegistry meters;
    private final Clock clock;

    Intake(
            Hosts hosts,
            Challenges challenges,
            ChallengeUses uses,
            AttestationKeys keys,
            LogReader logs,
            EvidenceStore store,
            RejectedSubmissions rejected,
            MeterRegistry meters,
            Clock clock) {
        this.hosts = hosts;
        this.challenges = challenges;
        this.uses = uses;
        this.keys = keys;
        this.logs = logs;
        this.store = store;
        this.rejected = rejected;
        this.meters = meters;
        this.clock = clock;
    }

    /** The answer, as JSON. */
    String submit(AttestationRequest request, String source) {
        HostRecord host = AttestingHost.require(hosts.find(request.hostId()));
        Timer.Sample sample = Timer.start(meters);
        try {
            String answer = accept(request, host);
            sample.stop(meters.timer("touchstone.appraisal.duration"));
            return answer;
        } catch (Refusal refusal) {
            // Asked for again, a log that is not kept is part of the protocol: it speaks against nobody.
            throw refusal.code().equals(LogReader.CONTENT_NEEDED)
                    ? refusal
                    : rejected.recorded(refusal, host.id(), source);
        }
    }

    private String accept(AttestationRequest request, HostRecord host) {
        ReportedFacts.require(request.facts());
        Quote sent = new Quote(
                request.quote().attest(),
                request.quote().signature(),
                QuotedPcrs.parse(request.quote().pcrs()));
        Bytes submission = SubmissionDigest.of(request);
        Challenge challenge =
                challenges.check(request.challenge(), host, clock.instant()).require();
        Optional<ChallengeUses.Use> use = uses.find(host.id(), challenge.nonce());
        if (use.isPresent() && use.get().submissionSha256().equals(submission)) {
            return use.get().answer();
        }
        use.ifPresent(u -> requireSupersedes(u, HashAlgorithm.SHA256.hash(sent.attest())));
        VerifiedQuote quote = verify(sent, host, challenge);
        SubmittedLogs read = logs.read(request.logs(), host, quote);
        return store.store(host.id(), Evidence.of(challenge, sent, quote, read, submission, request.facts()));
    }

    /**
     * Logs are unsigned: whoever saw a quote can send it with broken ones. The same quote may then come again, once,
     * with logs that account for it.
     */
    static void requireSupersedes(ChallengeUses.Use use, Bytes quoteSha256) {
        if (use.accounted() || !use.quoteSha256().equals(quoteSha256)) {
            throw used();
        }
    }

    static Refusal used() {
        return new Refusal(409, "challenge-used", "The challenge is used up; ask for another.");
    }

    private VerifiedQuote verify(Quote sent, HostRecord host, Challenge challenge) {
        Expected expected = new Expected(keys.of(host), ekName(host), challenge.nonce(), challenge.selection(), false);
        return switch (QuoteVerifier.verify(sent, expected)) {
            case QuoteOutcome.Verified(VerifiedQuote quote) -> quote;
            case QuoteOutcome.Refused refused -> throw refusal(refused);
        };
    }

    private static TpmName ekName(HostRecord host) {
        try {
            return TpmName.parse(host.ekName());
        } catch (MalformedException e) {
            throw new IllegalStateException("the EK Name of host " + host.id() + " does not read", e);
        }
    }

    private static Refusal refusal(QuoteOutcome.Refused refused) {
        List<Refusal.Reason> errors = refused.defects().stream()
                .map(d -> new Refusal.Reason(d.code().toString(), d.summary(), d.expected(), d.actual()))
                .toList();
        return switch (refused.tier()) {
            case NOT_AUTHENTIC ->
                new Refusal(
                        403, "quote-not-authentic", "The quote is not this host's answer to the challenge.", errors);
            case INCONSISTENT -> inconsistent(refused.defects(), errors);
        };
    }

    private static Refusal inconsistent(List<QuoteDefect> defects, List<Refusal.Reason> errors) {
        boolean selection = defects.stream().anyMatch(d -> d.code() == QuoteDefect.Code.PCR_SELECTION);
        return selection
                ? new Refusal(422, "quote-selection", "The quote does not cover the PCRs asked for.", errors)
                : new Refusal(422, "quote-pcr-values", "The PCR values sent are not the ones quoted.", errors);
    }
}
