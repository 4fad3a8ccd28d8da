package dev.touchstone.server.admission;

import dev.touchstone.server.attestation.ReasonView;
import dev.touchstone.server.drift.Waiver;
import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.VerdictInForce;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is decided: a function of what is known of a host, who asks, how the subject is bound to the host, whether what
 * is known is current, and the time.
 */
final class AdmissionRule {

    /** Who was answered without the state being current asks again soon, but not all at once. */
    private static final Duration OUTAGE_HOLDS = Duration.ofMinutes(1);

    private final Consumer consumer;
    private final boolean current;
    private final Instant now;

    /**
     * The rule for one question.
     *
     * @param current whether what is known was synchronised within the lease
     */
    AdmissionRule(Consumer consumer, boolean current, Instant now) {
        this.consumer = consumer;
        this.current = current;
        this.now = now;
    }

    /** Of a host. */
    Admission decide(HostStanding host, Binding by) {
        VerdictInForce inForce = host.verdict().noOlderThan(consumer.maximumEvidenceAge());
        EffectiveVerdict verdict = EffectiveVerdict.of(inForce, now);
        Optional<Waiver> waiver = waiver(host, verdict);
        EffectiveVerdict counted = waiver.isPresent() ? EffectiveVerdict.TRUSTED : verdict;
        Decision byPolicy = Decision.isOut(inForce.state()) ? Decision.DENY : consumer.on(counted);
        Decision bound = consumer.allowedBindings().contains(by) ? byPolicy : byPolicy.atMost(Decision.QUARANTINE);

        List<ReasonView> reasons = new ArrayList<>();
        waiver.map(AdmissionReasons::waiver).ifPresent(reasons::add);
        if (bound != byPolicy) {
            reasons.add(AdmissionReasons.boundWeakly(by));
        }
        if (!Decision.isOut(inForce.state()) && byPolicy != Decision.byDefault(counted)) {
            reasons.add(AdmissionReasons.policy(byPolicy));
        }
        reasons.addAll(AdmissionReasons.of(inForce, verdict, host.evidence()));
        return told(bound, Optional.of(told(host, verdict, by)), reasons, holdsUntil(inForce, verdict, waiver));
    }

    /** Of whoever is bound to no host. */
    Admission decideUnknown() {
        Decision decision = current ? Decision.DENY : consumer.outage();
        List<ReasonView> reasons = current ? List.of(AdmissionReasons.unknown()) : List.of();
        return told(decision, Optional.empty(), reasons, Optional.empty());
    }

    /** DRIFTED alone is ever waived: evidence that is old, or contradicts itself, is not. */
    private Optional<Waiver> waiver(HostStanding host, EffectiveVerdict verdict) {
        return verdict == EffectiveVerdict.DRIFTED ? host.waiver().filter(w -> w.isInForce(now)) : Optional.empty();
    }

    private Optional<Instant> holdsUntil(VerdictInForce host, EffectiveVerdict verdict, Optional<Waiver> waiver) {
        boolean ages = host.state().admitted() && verdict != EffectiveVerdict.REJECTED;
        Optional<Instant> aged = ages ? host.evidenceValidUntil() : Optional.empty();
        return Stream.of(aged, waiver.map(Waiver::expiresAt))
                .flatMap(Optional::stream)
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }

    private Admission.Host told(HostStanding host, EffectiveVerdict verdict, Binding by) {
        return new Admission.Host(
                host.id(),
                host.name(),
                verdict,
                by,
                host.verdict().evidenceIssuedAt().map(this::age),
                host.verdict().evidenceValidUntil(),
                host.attestation());
    }

    private Duration age(Instant issued) {
        return Duration.ofSeconds(Duration.between(issued, now).toSeconds());
    }

    /** While it is not current, what stood last counts only for the worse. */
    private Admission told(
            Decision known, Optional<Admission.Host> host, List<ReasonView> reasons, Optional<Instant> until) {
        Decision decision = current ? known : known.atMost(consumer.outage());
        List<ReasonView> all = current
                ? List.copyOf(reasons)
                : Stream.concat(Stream.of(AdmissionReasons.notCurrent()), reasons.stream())
                        .toList();
        boolean monitors = consumer.mode() == Consumer.Mode.MONITOR;
        return new Admission(
                monitors ? Decision.ALLOW : decision,
                monitors ? Optional.of(decision) : Optional.empty(),
                host,
                all,
                current,
                current ? until : Optional.of(now.plus(OUTAGE_HOLDS)));
    }
}
