package dev.touchstone.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.log.firmware.EventType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The rule no-debug-state")
class NoDebugStateTest {

    private static final Rule RULE = new NoDebugState();

    @Test
    void holds_of_an_ordinary_boot() {
        assertThat(RULE.evaluate(Subjects.of(Machine.booted("quiet ro root=/dev/sda splash"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UEFI Debug Mode", "DMA Protection Disabled"})
    void fails_where_the_firmware_warns_whatever_the_log_calls_the_warning(String warning) {
        Machine machine = Machine.booted("quiet");
        machine.firmware(7, EventType.EV_EFI_ACTION, Bytes.ofUtf8(warning), Bytes.ofUtf8("harmless"));
        assertThat(RULE.evaluate(Subjects.of(machine)))
                .extracting(RuleFailure::actual)
                .containsExactly(warning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SetupMode", "AuditMode"})
    void fails_in_setup_and_audit_mode_though_the_running_system_adds_that_it_is_off(String mode) {
        Machine machine = Machine.booted("quiet");
        Subjects.separator(Subjects.variable(machine, mode, Bytes.of((byte) 1)));
        Subjects.variable(machine, mode, Bytes.of((byte) 0));
        assertThat(RULE.evaluate(Subjects.of(machine)))
                .extracting(RuleFailure::actual)
                .containsExactly(mode + " on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init=/bin/sh",
                "rd.break",
                "rd.break=pre-mount",
                "systemd.debug-shell",
                "rd.systemd.debug_shell=1",
                "systemd.unit=emergency.target",
                "break=premount",
                "kgdboc=ttyS0",
                "'single'"
            })
    void fails_for_an_argument_that_opens_the_machine(String argument) {
        assertThat(RULE.evaluate(Subjects.of(Machine.booted("quiet " + argument))))
                .isNotEmpty()
                .allSatisfy(f -> assertThat(f.summary()).isEqualTo("A kernel argument opens the machine."));
    }

    @Test
    void fails_where_the_command_line_is_not_known() {
        Machine machine = Machine.ofBothBanks().firmware(7, "firmware");
        assertThat(RULE.evaluate(Subjects.of(machine))).hasSize(1);
    }
}
