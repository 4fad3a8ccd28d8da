package dev.touchstone.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.Machine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rule minimum-tpm-firmware")
class MinimumTpmFirmwareTest {

    private final RuleSubject subject = Subjects.of(Machine.booted("quiet"));
    private final long quoted = subject.boot().quote().firmwareVersion();

    @Test
    void holds_for_the_minimum_itself_and_fails_below_it() {
        assertThat(new MinimumTpmFirmware(quoted).evaluate(subject)).isEmpty();
        assertThat(new MinimumTpmFirmware(quoted + 1).evaluate(subject)).hasSize(1);
    }

    @Test
    void takes_versions_for_unsigned() {
        assertThat(new MinimumTpmFirmware(-1).evaluate(subject)).hasSize(1);
    }

    @Test
    void is_told_in_four_parts() {
        assertThat(new MinimumTpmFirmware(0x0007_0055_11cb_0001L).text())
                .isEqualTo("The TPM's firmware is 7.85.4555.1 or newer.");
    }

    @Test
    void fails_where_the_version_is_obfuscated() {
        RuleSubject elsewhere = Subjects.of(Boots.quotedElsewhere(Machine.booted("quiet")));
        assertThat(new MinimumTpmFirmware(0).evaluate(elsewhere))
                .extracting(RuleFailure::summary)
                .containsExactly("The TPM's firmware version is obfuscated.");
    }
}
