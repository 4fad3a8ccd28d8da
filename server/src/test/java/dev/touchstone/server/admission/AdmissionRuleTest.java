package dev.touchstone.server.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.attestation.Judgement;
import dev.touchstone.server.attestation.ReasonView;
import dev.touchstone.server.drift.Waiver;
import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostState;
import dev.touchstone.server.host.VerdictInForce;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionRuleTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final Instant ISSUED = NOW.minus(Duration.ofMinutes(4));
    private static final Instant UNTIL = NOW.plus(Duration.ofMinutes(11));
    private static final UUID ID = new UUID(1, 2);

    private static HostStanding host(HostState state, Verdict verdict, Instant until, Optional<Waiver> waiver) {
        return new HostStanding(
                ID,
                Optional.of("a"),
                new VerdictInForce(state, verdict, Optional.of(ISSUED), Optional.of(until)),
                Optional.of(ID),
                Optional.of(new Judgement(verdict, List.of())),
                waiver,
                List.of(),
                List.of());
    }

    private static HostStanding host(Verdict verdict) {
        return host(HostState.ACTIVE, verdict, UNTIL, Optional.empty());
    }

    private static Waiver waiver(Instant from, Instant until) {
        return new Waiver(ID, 1, Bytes.filled(32, 1), "firmware update", from, "ann", until, Optional.empty(), 1);
    }

    private static HostStanding waived(Verdict verdict, Instant until) {
        return host(HostState.ACTIVE, verdict, UNTIL, Optional.of(waiver(ISSUED, until)));
    }

    private static Consumer consumer(
            Consumer.Mode mode, Duration age, Set<Binding> bindings, Map<EffectiveVerdict, Decision> policy) {
        return new Consumer("x", mode, age, Decision.DENY, bindings, policy, Consumer.Radius.NONE);
    }

    private static Admission decide(HostStanding host, Consumer consumer) {
        return new AdmissionRule(consumer, true, NOW).decide(host, Binding.INVENTORY);
    }

    private static List<String> codes(Admission admission) {
        return admission.reasons().stream().map(ReasonView::code).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE,            TRUSTED,  TRUSTED,  ALLOW",
        "ACTIVE,            DRIFTED,  DRIFTED,  QUARANTINE",
        "ACTIVE,            PENDING,  PENDING,  QUARANTINE",
        "ACTIVE,            REJECTED, REJECTED, DENY",
        "MAINTENANCE,       TRUSTED,  TRUSTED,  ALLOW",
        "AWAITING_APPROVAL, TRUSTED,  PENDING,  QUARANTINE",
        "AWAITING_APPROVAL, REJECTED, REJECTED, DENY",
        "REVOKED,           TRUSTED,  PENDING,  DENY",
        "REVOKED,           PENDING,  PENDING,  DENY",
        "RETIRED,           TRUSTED,  PENDING,  DENY"
    })
    void by_default_only_trusted_is_let_in(HostState state, Verdict verdict, EffectiveVerdict told, Decision decision) {
        Admission admission = decide(host(state, verdict, UNTIL, Optional.empty()), Consumer.DEFAULT);
        assertThat(admission.decision()).isEqualTo(decision);
        assertThat(admission.host().orElseThrow().verdict()).isEqualTo(told);
        assertThat(admission.wouldBe()).isEmpty();
        assertThat(admission.current()).isTrue();
    }

    @Test
    void old_evidence_is_stale_to_the_second_it_is_valid_until() {
        assertThat(decide(host(HostState.ACTIVE, Verdict.TRUSTED, NOW.plusNanos(1), Optional.empty()), Consumer.DEFAULT)
                        .decision())
                .isEqualTo(Decision.ALLOW);
        Admission stale = decide(host(HostState.ACTIVE, Verdict.TRUSTED, NOW, Optional.empty()), Consumer.DEFAULT);
        assertThat(stale.decision()).isEqualTo(Decision.QUARANTINE);
        assertThat(stale.host().orElseThrow().verdict()).isEqualTo(EffectiveVerdict.STALE);
        assertThat(codes(stale)).containsExactly("evidence-stale");
        assertThat(stale.holdsUntil()).isEmpty();
    }

    @Test
    void a_consumer_may_take_younger_evidence_only() {
        Set<Binding> bindings = Consumer.DEFAULT.allowedBindings();
        Duration age = Duration.ofMinutes(4);
        Admission tooOld = decide(host(Verdict.TRUSTED), consumer(Consumer.Mode.ENFORCE, age, bindings, Map.of()));
        assertThat(tooOld.decision()).isEqualTo(Decision.QUARANTINE);
        assertThat(codes(tooOld)).containsExactly("evidence-stale");
        Admission young =
                decide(host(Verdict.TRUSTED), consumer(Consumer.Mode.ENFORCE, age.plusSeconds(7), bindings, Map.of()));
        assertThat(young.decision()).isEqualTo(Decision.ALLOW);
        assertThat(young.holdsUntil()).contains(NOW.plusSeconds(7));
        Admission lenient = decide(
                host(Verdict.TRUSTED), consumer(Consumer.Mode.ENFORCE, Duration.ofDays(366), bindings, Map.of()));
        assertThat(lenient.holdsUntil()).contains(UNTIL);
    }

    @Test
    void a_waiver_lets_drift_in_until_it_ends_and_nothing_else() {
        Admission waived = decide(waived(Verdict.DRIFTED, NOW.plusSeconds(9)), Consumer.DEFAULT);
        assertThat(waived.decision()).isEqualTo(Decision.ALLOW);
        assertThat(waived.host().orElseThrow().verdict()).isEqualTo(EffectiveVerdict.DRIFTED);
        assertThat(codes(waived)).containsExactly("waiver");
        assertThat(waived.holdsUntil()).contains(NOW.plusSeconds(9));

        assertThat(decide(waived(Verdict.DRIFTED, NOW), Consumer.DEFAULT).decision())
                .isEqualTo(Decision.QUARANTINE);
        assertThat(decide(waived(Verdict.REJECTED, NOW.plusSeconds(9)), Consumer.DEFAULT)
                        .decision())
                .isEqualTo(Decision.DENY);
        assertThat(decide(waived(Verdict.PENDING, NOW.plusSeconds(9)), Consumer.DEFAULT)
                        .decision())
                .isEqualTo(Decision.QUARANTINE);
        HostStanding stale =
                host(HostState.ACTIVE, Verdict.DRIFTED, NOW, Optional.of(waiver(ISSUED, NOW.plusSeconds(9))));
        assertThat(decide(stale, Consumer.DEFAULT).decision()).isEqualTo(Decision.QUARANTINE);
        HostStanding revoked =
                host(HostState.REVOKED, Verdict.DRIFTED, UNTIL, Optional.of(waiver(ISSUED, NOW.plusSeconds(9))));
        assertThat(decide(revoked, Consumer.DEFAULT).decision()).isEqualTo(Decision.DENY);
    }

    @Test
    void a_waiver_that_has_not_begun_lets_nobody_in() {
        HostStanding early = host(
                HostState.ACTIVE, Verdict.DRIFTED, UNTIL, Optional.of(waiver(NOW.plusSeconds(1), NOW.plusSeconds(9))));
        assertThat(decide(early, Consumer.DEFAULT).decision()).isEqualTo(Decision.QUARANTINE);
    }

    @ParameterizedTest
    @CsvSource({
        "CERTIFICATE, ALLOW,      ALLOW",
        "INVENTORY,   ALLOW,      ALLOW",
        "NAME,        QUARANTINE, ALLOW",
        "MAC,         QUARANTINE, ALLOW"
    })
    void what_binds_weakly_is_quarantined_unless_the_consumer_takes_it(Binding by, Decision byDefault, Decision opted) {
        Admission strict = new AdmissionRule(Consumer.DEFAULT, true, NOW).decide(host(Verdict.TRUSTED), by);
        assertThat(strict.decision()).isEqualTo(byDefault);
        assertThat(strict.host().orElseThrow().binding()).isEqualTo(by);
        assertThat(codes(strict).isEmpty()).isEqualTo(byDefault == Decision.ALLOW);
        Consumer all = consumer(Consumer.Mode.ENFORCE, Duration.ofDays(1), Set.of(Binding.values()), Map.of());
        assertThat(new AdmissionRule(all, true, NOW)
                        .decide(host(Verdict.TRUSTED), by)
                        .decision())
                .isEqualTo(opted);
        assertThat(new AdmissionRule(all, true, NOW)
                        .decide(host(Verdict.REJECTED), by)
                        .decision())
                .isEqualTo(Decision.DENY);
    }

    @Test
    void a_policy_is_told_where_it_departs_from_the_usual() {
        Consumer strict = consumer(
                Consumer.Mode.ENFORCE,
                Duration.ofDays(1),
                Consumer.DEFAULT.allowedBindings(),
                Map.of(EffectiveVerdict.DRIFTED, Decision.DENY, EffectiveVerdict.TRUSTED, Decision.QUARANTINE));
        Admission trusted = decide(host(Verdict.TRUSTED), strict);
        assertThat(trusted.decision()).isEqualTo(Decision.QUARANTINE);
        assertThat(codes(trusted)).containsExactly("consumer-policy");
        assertThat(decide(host(Verdict.DRIFTED), strict).decision()).isEqualTo(Decision.DENY);
        assertThat(decide(waived(Verdict.DRIFTED, UNTIL), strict).decision()).isEqualTo(Decision.QUARANTINE);
        assertThat(decide(host(Verdict.PENDING), strict).decision()).isEqualTo(Decision.QUARANTINE);
    }

    @ParameterizedTest
    @CsvSource({"DRIFTED,ALLOW", "STALE,ALLOW", "PENDING,ALLOW", "REJECTED,ALLOW", "TRUSTED,DENY"})
    void no_policy_lets_in_what_is_not_trusted(EffectiveVerdict verdict, Decision decision) {
        assertThatThrownBy(
                        () -> consumer(Consumer.Mode.ENFORCE, Duration.ofDays(1), Set.of(), Map.of(verdict, decision)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_monitor_lets_everyone_in_and_says_what_it_would_have_done() {
        Consumer monitor =
                consumer(Consumer.Mode.MONITOR, Duration.ofDays(1), Consumer.DEFAULT.allowedBindings(), Map.of());
        Admission rejected = decide(host(Verdict.REJECTED), monitor);
        assertThat(rejected.decision()).isEqualTo(Decision.ALLOW);
        assertThat(rejected.wouldBe()).contains(Decision.DENY);
        Admission unknown = new AdmissionRule(monitor, true, NOW).decideUnknown();
        assertThat(unknown.decision()).isEqualTo(Decision.ALLOW);
        assertThat(unknown.wouldBe()).contains(Decision.DENY);
        Admission lost = new AdmissionRule(monitor, false, NOW).decide(host(Verdict.TRUSTED), Binding.CERTIFICATE);
        assertThat(lost.decision()).isEqualTo(Decision.ALLOW);
        assertThat(lost.wouldBe()).contains(Decision.DENY);
        assertThat(lost.current()).isFalse();
    }

    @Test
    void nobody_is_let_in_by_what_may_have_changed() {
        AdmissionRule late = new AdmissionRule(Consumer.DEFAULT, false, NOW);
        Admission trusted = late.decide(host(Verdict.TRUSTED), Binding.CERTIFICATE);
        assertThat(trusted.decision()).isEqualTo(Decision.QUARANTINE);
        assertThat(trusted.current()).isFalse();
        assertThat(codes(trusted)).first().isEqualTo("state-not-current");
        assertThat(trusted.holdsUntil()).contains(NOW.plusSeconds(60));
        assertThat(late.decide(host(Verdict.REJECTED), Binding.CERTIFICATE).decision())
                .isEqualTo(Decision.DENY);
        Admission unknown = late.decideUnknown();
        assertThat(unknown.decision()).isEqualTo(Decision.QUARANTINE);
        assertThat(codes(unknown)).containsExactly("state-not-current");
        assertThatThrownBy(() -> new Consumer(
                        "x",
                        Consumer.Mode.ENFORCE,
                        Duration.ofDays(1),
                        Decision.ALLOW,
                        Set.of(),
                        Map.of(),
                        Consumer.Radius.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void who_is_unknown_is_denied() {
        Admission unknown = new AdmissionRule(Consumer.DEFAULT, true, NOW).decideUnknown();
        assertThat(unknown.decision()).isEqualTo(Decision.DENY);
        assertThat(codes(unknown)).containsExactly("host-unknown");
        assertThat(unknown.host()).isEmpty();
    }

    @Test
    void the_entity_tag_is_of_what_was_decided_and_not_of_its_age() {
        Admission one = decide(host(Verdict.TRUSTED), Consumer.DEFAULT);
        Admission later = new AdmissionRule(Consumer.DEFAULT, true, NOW.plusSeconds(5))
                .decide(host(Verdict.TRUSTED), Binding.INVENTORY);
        assertThat(AdmissionAnswer.entityTag(later)).isEqualTo(AdmissionAnswer.entityTag(one));
        assertThat(AdmissionAnswer.entityTag(decide(host(Verdict.DRIFTED), Consumer.DEFAULT)))
                .isNotEqualTo(AdmissionAnswer.entityTag(one));
        assertThat(AdmissionAnswer.entityTag(new AdmissionRule(Consumer.DEFAULT, false, NOW)
                        .decide(host(Verdict.TRUSTED), Binding.INVENTORY)))
                .isNotEqualTo(AdmissionAnswer.entityTag(one));
    }
}
