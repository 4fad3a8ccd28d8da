package dev.touchstone.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.Machine;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.replay.ReplayedBoot;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rule secure-boot-enabled")
class SecureBootEnabledTest {

    private static final Rule RULE = new SecureBootEnabled();

    @Test
    void holds_of_a_boot_whose_firmware_checked_signatures() {
        assertThat(evaluate(Boots.recorded("secure-boot"))).isEmpty();
    }

    @Test
    void fails_of_a_boot_whose_firmware_did_not() {
        assertThat(evaluate(Boots.recorded("golden"))).singleElement().satisfies(failure -> {
            assertThat(failure.rule()).isEqualTo("secure-boot-enabled");
            assertThat(failure.pcr()).hasValue(7);
            assertThat(failure.actual()).isEqualTo("measured as off");
        });
    }

    @Test
    void fails_where_the_running_system_measured_that_it_is_on() {
        Machine machine = Machine.ofBothBanks();
        Subjects.secureBoot(machine, 0);
        Subjects.separator(machine);
        Subjects.secureBoot(machine, 1);
        assertThat(evaluate(machine.boot()))
                .extracting(RuleFailure::actual)
                .containsExactly("not measured, or ambiguous");
    }

    @Test
    void fails_where_PCR_7_is_quoted_in_SHA_1_alone() {
        Machine machine = new Machine(HashAlgorithm.SHA1);
        Subjects.secureBoot(machine, 1);
        assertThat(evaluate(machine.boot()))
                .singleElement()
                .satisfies(f -> assertThat(f.summary()).contains("not known"));
    }

    @Test
    void fails_where_PCR_7_was_extended_without_a_word_in_any_log() {
        Machine machine = Machine.ofBothBanks().firmware(0, "firmware").unlogged(7, "whatever");
        assertThat(evaluate(machine.boot()))
                .hasSize(2)
                .first()
                .satisfies(f -> assertThat(f.summary()).contains("PCR 7"));
    }

    private static List<RuleFailure> evaluate(ReplayedBoot boot) {
        return RULE.evaluate(Subjects.of(boot));
    }
}
