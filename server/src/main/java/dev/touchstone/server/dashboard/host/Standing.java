package dev.touchstone.server.dashboard.host;

import dev.touchstone.server.admission.AdmissionReasons;
import dev.touchstone.server.admission.Decision;
import dev.touchstone.server.attestation.AttestationRecord;
import dev.touchstone.server.attestation.ReasonView;
import dev.touchstone.server.dashboard.frame.Hex;
import dev.touchstone.server.dashboard.frame.Moment;
import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a policy engine that asks for a host is told now, and why.
 *
 * @param decision to a question by the host's id
 * @param reasons the same, in the same order, as the API gives
 * @param divergence the first reason that compares something
 * @param overtaken whether the evidence was judged before a decision that set the verdict anew
 */
record Standing(
        Decision decision,
        String effect,
        List<Reason> reasons,
        @Nullable Reason divergence,
        boolean overtaken,
        List<String> referenceSets,
        Moment since,
        @Nullable Moment validUntil) {

    /**
     * A reason.
     *
     * @param log which log has the event, in words
     * @param index which event of it
     */
    record Reason(
            String code,
            String summary,
            @Nullable String component,
            @Nullable Integer pcr,
            @Nullable String log,
            @Nullable String index,
            @Nullable Hex expected,
            @Nullable Hex actual) {

        static Reason of(ReasonView reason) {
            String[] event =
                    reason.event() == null ? new String[0] : reason.event().split("#", 2);
            return new Reason(
                    reason.code(),
                    reason.summary(),
                    reason.component(),
                    reason.pcr(),
                    event.length == 2 ? event[0] : null,
                    event.length == 2 ? event[1] : null,
                    Hex.ofNullable(reason.expected()),
                    Hex.ofNullable(reason.actual()));
        }

        boolean compares() {
            return expected != null || actual != null;
        }
    }

    static Standing of(HostRecord host, EffectiveVerdict verdict, Optional<AttestationRecord> evidence, Instant now) {
        List<Reason> reasons = AdmissionReasons.of(host, verdict, evidence).stream()
                .map(Reason::of)
                .toList();
        Decision decision = Decision.of(host, verdict);
        return new Standing(
                decision,
                effect(decision),
                reasons,
                reasons.stream().filter(Reason::compares).findFirst().orElse(null),
                evidence.filter(e -> e.verdict() != host.verdict()).isPresent(),
                evidence.map(AttestationRecord::referenceSets).orElse(List.of()),
                Moment.of(host.verdictSince(), now),
                host.evidenceValidUntil().map(at -> Moment.of(at, now)).orElse(null));
    }

    private static String effect(Decision decision) {
        return switch (decision) {
            case ALLOW -> "Policy engines that ask by its id let it in; by its name alone, quarantine.";
            case QUARANTINE -> "Policy engines send it to quarantine, from where it can still attest.";
            case DENY -> "Policy engines keep it out.";
        };
    }
}
