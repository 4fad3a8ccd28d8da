package dev.touchstone.server.radius;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.admission.Admission;
import dev.touchstone.server.admission.Consumer;
import dev.touchstone.server.admission.Decision;
import dev.touchstone.server.attestation.ReasonView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class AccessAnswerTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final RadiusProperties SETTINGS =
            new RadiusProperties(Duration.ofSeconds(30), HOUR, Duration.ofMinutes(5));

    private static Admission admission(Decision decision, String code, Optional<Instant> holdsUntil) {
        ReasonView reason = new ReasonView(code, "\"%{User-Name}\"\nX", null, null, null, null, null);
        return new Admission(
                decision,
                Optional.empty(),
                Optional.empty(),
                code.isEmpty() ? List.of() : List.of(reason),
                true,
                holdsUntil);
    }

    private static AccessAnswer answer(Decision decision, String allow, String quarantine, String code) {
        Consumer consumer = new Consumer(
                "switches",
                Consumer.Mode.ENFORCE,
                Duration.ofDays(1),
                Decision.DENY,
                Consumer.DEFAULT.allowedBindings(),
                Consumer.DEFAULT.policy(),
                new Consumer.Radius(present(allow), present(quarantine)));
        return AccessAnswer.of(admission(decision, code, Optional.empty()), consumer, HOUR);
    }

    private static Optional<String> present(String text) {
        return Optional.of(text).filter(t -> !t.isEmpty());
    }

    private static Object told(AccessAnswer answer, String attribute) {
        AccessAnswer.Value value = answer.attributes().get(attribute);
        return value == null ? "" : value.value().getFirst();
    }

    @Test
    void allow_and_quarantine_each_get_their_network() {
        AccessAnswer allowed = answer(Decision.ALLOW, "100", "999", "");
        assertThat(allowed.accept()).isTrue();
        assertThat(told(allowed, "reply:Tunnel-Private-Group-Id")).isEqualTo("100");
        assertThat(told(allowed, "reply:Tunnel-Type")).isEqualTo("VLAN");
        assertThat(told(allowed, "reply:Tunnel-Medium-Type")).isEqualTo("IEEE-802");
        assertThat(told(allowed, "reply:Session-Timeout")).isEqualTo(3600L);
        assertThat(told(allowed, "reply:Termination-Action")).isEqualTo("RADIUS-Request");
        assertThat(told(allowed, "control:Tmp-String-0")).isEqualTo("touchstone vlan 100");
        AccessAnswer quarantined = answer(Decision.QUARANTINE, "100", "999", "evidence-stale");
        assertThat(quarantined.accept()).isTrue();
        assertThat(told(quarantined, "reply:Tunnel-Private-Group-Id")).isEqualTo("999");
    }

    @Test
    void without_networks_allow_is_told_as_such_and_quarantine_is_a_refusal() {
        AccessAnswer allowed = answer(Decision.ALLOW, "", "", "");
        assertThat(allowed.accept()).isTrue();
        assertThat(allowed.attributes())
                .containsOnlyKeys("reply:Session-Timeout", "reply:Termination-Action", "control:Tmp-String-0");
        assertThat(told(allowed, "control:Tmp-String-0")).isEqualTo("touchstone no-vlan");
        for (String allow : List.of("", "100")) {
            AccessAnswer quarantined = answer(Decision.QUARANTINE, allow, "", "evidence-stale");
            assertThat(quarantined.accept()).isFalse();
            assertThat(told(quarantined, "reply:Reply-Message")).isEqualTo("Touchstone: access denied, evidence-stale");
        }
    }

    @Test
    void what_is_only_monitored_is_let_in_like_any_other() {
        Admission monitored = new Admission(
                Decision.ALLOW, Optional.of(Decision.DENY), Optional.empty(), List.of(), true, Optional.empty());
        AccessAnswer answer = AccessAnswer.of(monitored, Consumer.DEFAULT, HOUR);
        assertThat(answer.accept()).isTrue();
        assertThat(told(answer, "control:Tmp-String-0")).isEqualTo("touchstone no-vlan");
    }

    @ParameterizedTest
    @CsvSource({"%{User-Name}", "'1 0'", "'\"'", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})
    void a_network_that_cannot_be_told_lets_nobody_in(String vlan) {
        assertThat(answer(Decision.ALLOW, vlan, "", "").accept()).isFalse();
        assertThat(answer(Decision.QUARANTINE, "", vlan, "").accept()).isFalse();
    }

    @Test
    void a_refusal_says_why_in_a_word_of_ours_and_nothing_from_outside() {
        assertThat(told(answer(Decision.DENY, "100", "999", "host-revoked"), "reply:Reply-Message"))
                .isEqualTo("Touchstone: access denied, host-revoked");
        assertThat(told(answer(Decision.DENY, "100", "999", ""), "reply:Reply-Message"))
                .isEqualTo("Touchstone: access denied, deny");
        for (String code : List.of("%{User-Name}", "a b", "x\n", "é", "x".repeat(65))) {
            assertThat(told(answer(Decision.DENY, "100", "999", code), "reply:Reply-Message"))
                    .isEqualTo("Touchstone: access denied, not-admitted");
        }
    }

    @Test
    void nothing_is_ever_left_to_be_expanded() {
        for (Decision decision : Decision.values()) {
            for (String vlan : List.of("", "100")) {
                AccessAnswer answer = answer(decision, vlan, vlan, "host-unknown");
                assertThat(answer.attributes().values()).allMatch(v -> !v.doXlat() && v.op().equals(":="));
                String json = JsonMapper.shared().writeValueAsString(answer.attributes());
                assertThat(json).contains("\"do_xlat\":false").doesNotContain("%", "User-Name");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ALLOW, 600, 600", "ALLOW, 5, 30", "ALLOW, -5, 30", "ALLOW, 999999, 3600", "QUARANTINE, 999999, 300"})
    void a_session_lasts_as_long_as_the_decision_within_bounds(Decision decision, long holds, long seconds) {
        Admission admission = admission(decision, "", Optional.of(NOW.plusSeconds(holds)));
        assertThat(SETTINGS.timeout(admission, NOW)).hasSeconds(seconds);
    }

    @Test
    void what_time_does_not_change_is_asked_again_all_the_same() {
        assertThat(SETTINGS.timeout(admission(Decision.ALLOW, "", Optional.empty()), NOW))
                .isEqualTo(HOUR);
        assertThat(SETTINGS.timeout(admission(Decision.QUARANTINE, "", Optional.empty()), NOW))
                .hasMinutes(5);
    }
}
