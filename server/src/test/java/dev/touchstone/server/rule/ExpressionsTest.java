package dev.touchstone.server.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cel.common.types.CelType;
import dev.touchstone.Boots;
import dev.touchstone.facts.BootFacts;
import dev.touchstone.facts.BootImage;
import dev.touchstone.rule.Carried;
import dev.touchstone.rule.FactExpression.Outcome;
import dev.touchstone.rule.RuleSubject;
import dev.touchstone.server.problem.Refusal;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A condition on facts")
class ExpressionsTest {

    private final Expressions expressions = new Expressions();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "facts.secureBoot.enabled && !facts.firmware.debugMode",
                "has(facts.machineId) && facts.machineId.startsWith('00')",
                "facts.secureBoot.stores.exists(s, s.name == 'db' && size(s.certificates) < 5)",
                "7 in facts.accountedPcrs && facts.phases.all(p, p.matches('[a-z-]+'))",
                "facts.commandLines.lines.exists_one(l, l.arguments.exists(a, a.name == 'quiet'))"
            })
    void names_facts_by_their_types(String source) {
        assertThat(expressions.compile(source)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "nothing",
                "facts.secureBoot.enabled ==",
                "facts.secureBoot.enabled == 'yes'",
                "facts.secureBoot.nothing",
                "facts.findings.size() == 0",
                "facts.unverifiedInitrds.size() == 0",
                "facts.firmware.unverifiedCrtmVersion == 'x'",
                "facts.bootChain.all(i, i.unverifiedPath == 'x')",
                "facts.bootChain.all(i, i.event == 1)",
                "'a' + 'b' == 'ab'",
                "[1] + [2] == [1, 2]",
                "facts.phases.map(p, p) == []"
            })
    void is_refused_where_it_is_none_or_names_what_nothing_vouches_for(String source) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> expressions.compile(source))
                .satisfies(r -> assertThat(r.code()).isEqualTo("expression-invalid"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "has(facts.ima)",
                "facts.verity.size() == 0",
                "10 in facts.accountedPcrs",
                "facts.secureBoot.enabled || has(facts.ima)",
                "[facts].all(f, has(f.ima))",
                "dyn(facts)['\\x69ma'] == 1",
                "facts == facts"
            })
    void tells_where_it_may_read_what_ima_lists(String source) {
        assertThat(expressions.compile(source).readsIma()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"facts.secureBoot.enabled", "has(facts.machineId)", "facts.phases.all(p, p != 'ima')", "true"})
    void tells_where_it_does_not(String source) {
        assertThat(expressions.compile(source).readsIma()).isFalse();
    }

    @Test
    void is_refused_with_where_it_is_wrong() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> expressions.compile("facts.secureBoot.enabled &&\n  nothing"))
                .satisfies(r -> assertThat(r.errors().getFirst().detail())
                        .startsWith("Line 2, column 3: ")
                        .contains("nothing"));
    }

    @Test
    void is_refused_where_it_is_too_long_or_too_deep() {
        for (String source :
                new String[] {"true || ".repeat(600) + "true", "(".repeat(500) + "true" + ")".repeat(500)}) {
            assertThatExceptionOfType(Refusal.class)
                    .as(source.substring(0, 8))
                    .isThrownBy(() -> expressions.compile(source));
        }
    }

    @Test
    void is_evaluated_on_the_facts_of_a_boot() {
        assertThat(evaluate("facts.secureBoot.enabled", "secure-boot")).isEqualTo(new Outcome.Value(true));
        assertThat(evaluate("facts.secureBoot.enabled", "golden")).isEqualTo(new Outcome.Value(false));
        assertThat(evaluate("has(facts.ima)", "golden")).isEqualTo(new Outcome.Value(false));
        assertThat(evaluate("facts.bootChain.exists(i, i.pcr == 4 && i.digest.startsWith('sha256:'))", "golden"))
                .isEqualTo(new Outcome.Value(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "facts.ima.records > 0",
                "dyn(facts).firmware.unverifiedCrtmVersion != ''",
                "1 / (size(facts.bootChain) - size(facts.bootChain)) == 1"
            })
    void does_not_hold_where_it_has_no_value(String source) {
        assertThat(evaluate(source, "secure-boot")).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    @Timeout(30)
    void does_not_hold_where_it_takes_too_many_steps() {
        String forty = "[" + "1,".repeat(39) + "1]";
        String source = "%1$s.all(a, %1$s.all(b, %1$s.all(c, %1$s.all(d, a == d))))".formatted(forty);
        assertThat(evaluate(source, "golden")).isInstanceOf(Outcome.Failed.class);
    }

    private Outcome evaluate(String source, String boot) {
        RuleSubject subject = RuleSubject.of(Boots.recorded(boot), Carried.nothing(), Instant.EPOCH);
        return expressions.compile(source).evaluate(subject);
    }

    @Test
    void cannot_see_any_field_called_unverified() {
        for (Class<?> type : new Class<?>[] {BootFacts.class, BootImage.class}) {
            assertThat(FactTypes.visible(type))
                    .extracting(RecordComponent::getName)
                    .isNotEmpty()
                    .noneMatch(n -> n.startsWith("unverified"));
        }
        assertThat(new FactTypes().types()).extracting(CelType::name).contains("touchstone.SecureBoot$Store");
    }
}
