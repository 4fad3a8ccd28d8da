package dev.touchstone.server.dashboard.hosts;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.server.attestation.Judgement;
import dev.touchstone.server.attestation.ReasonView;
import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostRecord;
import java.util.Optional;

/** One sentence that says why a host stands where it stands. */
final class Headline {

    private Headline() {}

    static String of(HostRecord host, EffectiveVerdict verdict, Optional<Judgement> evidence) {
        return switch (host.state()) {
            case REVOKED -> "Revoked: whatever it proves, it is not trusted.";
            case RETIRED -> "Retired: out of service.";
            case AWAITING_APPROVAL ->
                verdict == EffectiveVerdict.REJECTED ? byVerdict(host, verdict, evidence) : waiting(host);
            case ACTIVE, MAINTENANCE -> byVerdict(host, verdict, evidence);
        };
    }

    private static String waiting(HostRecord host) {
        return host.waitingFor().filter("name-taken"::equals).isPresent()
                ? "Waits for a decision: the name it would get is another host's."
                : "Waits for an operator to approve it.";
    }

    private static String byVerdict(HostRecord host, EffectiveVerdict verdict, Optional<Judgement> evidence) {
        return switch (verdict) {
            case TRUSTED -> "Authentic and complete; all that was judged is approved.";
            case STALE -> "No evidence within the time allowed; its last was " + host.verdict() + ".";
            case DRIFTED, REJECTED ->
                firstReason(host.verdict(), evidence).orElse("Its evidence is not kept any more.");
            case PENDING -> firstReason(Verdict.PENDING, evidence).orElse(unjudged(host));
        };
    }

    private static String unjudged(HostRecord host) {
        return host.lastAttestation().isEmpty()
                ? "Has not attested yet."
                : "Awaits its next evidence: the last was judged before its standing changed.";
    }

    /** Of the evidence that gave this verdict; not of one that a decision has overtaken. */
    private static Optional<String> firstReason(Verdict verdict, Optional<Judgement> evidence) {
        return evidence.filter(e -> e.verdict() == verdict)
                .flatMap(e -> e.reasons().stream()
                        .filter(r -> !r.code().equals("awaiting-approval")
                                && !r.code().equals("host-revoked"))
                        .map(ReasonView::summary)
                        .findFirst());
    }
}
