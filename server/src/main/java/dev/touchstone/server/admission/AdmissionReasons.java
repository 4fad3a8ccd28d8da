package dev.touchstone.server.admission;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.server.attestation.AttestationRecord;
import dev.touchstone.server.attestation.Judgement;
import dev.touchstone.server.attestation.ReasonView;
import dev.touchstone.server.drift.Waiver;
import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.HostState;
import dev.touchstone.server.host.VerdictInForce;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Why a decision is what it is. */
public final class AdmissionReasons {

    /** What evidence was told of its host's state then; only the host's state now counts. */
    private static final Set<String> OF_STATE = Set.of("awaiting-approval", "host-revoked");

    private AdmissionReasons() {}

    static ReasonView unknown() {
        return reason("host-unknown", "No host of that id, name, key or address is known.");
    }

    static ReasonView notCurrent() {
        return reason("state-not-current", "The server cannot assure that what it knows is current.");
    }

    static ReasonView policy(Decision decision) {
        return reason("consumer-policy", "This consumer's policy says " + decision.word() + ".");
    }

    static ReasonView leftOut(int count) {
        return reason("more-reasons", count + " more reasons are listed with the attestation.");
    }

    static ReasonView boundWeakly(Binding by) {
        return by == Binding.NAME
                ? reason("bound-by-name-only", "A name alone binds nobody to a host; ask by host id.")
                : reason("bound-by-" + by.word() + "-only", "This consumer does not allow by " + by.word() + ".");
    }

    static ReasonView waiver(Waiver waiver) {
        return reason(
                "waiver",
                "Let in until %s by a waiver of %s: %s"
                        .formatted(
                                waiver.expiresAt().truncatedTo(ChronoUnit.SECONDS),
                                waiver.grantedBy(),
                                waiver.reason()));
    }

    /** What stands against the host now; the evidence's own reasons come last. */
    public static List<ReasonView> of(HostRecord host, EffectiveVerdict verdict, Optional<AttestationRecord> evidence) {
        return of(host.inForce(), verdict, evidence.map(AttestationRecord::judgement));
    }

    static List<ReasonView> of(VerdictInForce host, EffectiveVerdict verdict, Optional<Judgement> evidence) {
        List<ReasonView> reasons = new ArrayList<>();
        if (Decision.isOut(host.state())) {
            reasons.add(reason("host-" + host.state().name().toLowerCase(Locale.ROOT), "The host is out."));
        }
        if (host.state() == HostState.AWAITING_APPROVAL) {
            reasons.add(reason("awaiting-approval", "The host waits for approval."));
        }
        if (verdict == EffectiveVerdict.STALE) {
            reasons.add(reason("evidence-stale", "The last evidence is older than allowed."));
        }
        if (evidence.isEmpty()) {
            reasons.add(reason("no-evidence", "The host has not attested yet."));
        }
        if (host.state().admitted() && isBeforeVerdict(host, evidence)) {
            reasons.add(
                    reason("not-attested-since", "The host has not attested since it was approved or enrolled anew."));
        }
        evidence.ifPresent(e ->
                e.reasons().stream().filter(r -> !OF_STATE.contains(r.code())).forEach(reasons::add));
        return reasons;
    }

    /** Whether an approval or a new key set the verdict back since the last evidence. */
    private static boolean isBeforeVerdict(VerdictInForce host, Optional<Judgement> evidence) {
        return host.verdict() == Verdict.PENDING
                && evidence.filter(e -> e.verdict() != Verdict.PENDING).isPresent();
    }

    private static ReasonView reason(String code, String summary) {
        return new ReasonView(code, summary, null, null, null, null, null);
    }
}
