package dev.touchstone.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.reference.Capture;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.replay.ReplayedBoot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@DisplayName("A boot recorded on a real machine")
class RecordedBootsTest {

    private static final String GOLDEN =
            "kernel command line \"quiet console=ttyS0 root=/dev/vda2 ro lockdown=integrity ima_policy=tcb\"";
    private static final String ALTERED = GOLDEN.replace("tcb\"", "tcb init=/bin/sh\"");

    private static ReferenceSet capture(String name, int version) {
        ReplayedBoot boot = Boots.recorded(name);
        return new ReferenceSet("fleet", version, Map.of(), Capture.of(boot, name, Capture.capturable(boot)));
    }

    private static Appraisal appraise(String name, ReferenceSet... sets) {
        return Appraiser.appraise(new ReplayOutcome.Replayed(Boots.recorded(name)), List.of(sets));
    }

    private static List<String> events(Appraisal appraisal) {
        assertThat(appraisal.verdict()).isEqualTo(Verdict.DRIFTED);
        return appraisal.reasons().stream()
                .map(r -> r.event().orElse("missing") + " PCR " + r.pcr().orElseThrow())
                .toList();
    }

    @ParameterizedTest
    @FieldSource("dev.touchstone.Boots#ALL")
    void is_trusted_by_its_own_capture_with_PCR_10_not_checked(String name) {
        Appraisal appraisal = appraise(name, capture(name, 1));
        assertThat(appraisal.verdict()).isEqualTo(Verdict.TRUSTED);
        assertThat(appraisal.reasons()).isEmpty();
        assertThat(appraisal.sets()).containsExactly("fleet@1");
        assertThat(appraisal.notChecked()).containsExactly(10);
    }

    @ParameterizedTest
    @FieldSource("dev.touchstone.Boots#ALL")
    void is_pending_while_nothing_approved_selects_it(String name) {
        Appraisal appraisal = appraise(name);
        assertThat(appraisal.verdict()).isEqualTo(Verdict.PENDING);
        assertThat(appraisal.reasons()).extracting(Reason::code).containsExactly("no-reference-set");
        assertThat(appraisal.notChecked()).hasSize(16);
    }

    @Test
    void with_an_altered_command_line_diverges_first_where_systemd_boot_measured_it_in_verified_words() {
        Appraisal appraisal = appraise("altered-cmdline", capture("golden", 1));
        assertThat(events(appraisal)).containsExactly("firmware#25 PCR 12", "firmware#34 PCR 12", "firmware#36 PCR 9");
        Reason first = appraisal.reasons().getFirst();
        assertThat(first.code()).isEqualTo("event-not-approved");
        assertThat(first.component()).contains("460-passed-command-line");
        assertThat(first.summary()).isEqualTo("PCR 12: " + ALTERED + "; approved is " + GOLDEN + ".");
        assertThat(first.expected()).contains("082337a0570de42c09217f43ab5d08e26baa81b6d94baee6031856f92d6a84a2");
        assertThat(first.actual()).contains("d59ef285bbed169c9b17a10c7b59bc177fcbe19d6f7c0023abf00e5292370f82");
        assertThat(appraisal.divergence().orElseThrow().differences()).hasSize(3);
    }

    @Test
    void with_a_new_initrd_diverges_in_the_UKI_its_two_sections_and_the_initrd_as_loaded() {
        Appraisal appraisal = appraise("new-initrd", capture("golden", 1));
        assertThat(events(appraisal))
                .containsExactly("firmware#24 PCR 4", "firmware#29 PCR 11", "firmware#33 PCR 11", "firmware#37 PCR 9");
        assertThat(appraisal.reasons().get(2).summary())
                .isEqualTo(
                        "PCR 11: UKI section .initrd, its content (unverified) has another digest than is approved.");
    }

    @Test
    void started_without_its_boot_loader_lacks_the_loader_and_the_command_lines_it_passed() {
        Appraisal appraisal = appraise("uki-direct", capture("golden", 1));
        assertThat(events(appraisal)).containsExactly("missing PCR 4", "missing PCR 12", "missing PCR 12");
        assertThat(appraisal.reasons()).extracting(Reason::code).containsOnly("event-missing");
        assertThat(appraisal.reasons().getFirst().summary())
                .isEqualTo("PCR 4: EFI application \"/EFI/BOOT/BOOTX64.EFI\" (unverified)"
                        + " is approved, but was not measured.");
    }

    @Test
    void with_Secure_Boot_diverges_first_in_its_firmware_and_says_that_Secure_Boot_is_on() {
        Appraisal appraisal = appraise("secure-boot", capture("golden", 1));
        assertThat(events(appraisal)).startsWith("firmware#2 PCR 0", "firmware#3 PCR 0", "firmware#4 PCR 7");
        assertThat(appraisal.reasons())
                .extracting(Reason::component)
                .contains(
                        Optional.of("000-firmware"),
                        Optional.of("300-secure-boot-policy"),
                        Optional.of("405-kernel-image"));
        assertThat(appraisal.reasons().get(2).summary())
                .isEqualTo("PCR 7: UEFI variable SecureBoot = on; approved is UEFI variable SecureBoot = off.");
    }

    @Test
    void is_trusted_by_either_of_two_approved_versions_and_by_no_mix_of_them() {
        ReferenceSet one = capture("golden", 1);
        ReferenceSet two = capture("new-initrd", 2);
        assertThat(appraise("golden", one, two).verdict()).isEqualTo(Verdict.TRUSTED);
        assertThat(appraise("new-initrd", one, two).verdict()).isEqualTo(Verdict.TRUSTED);
        assertThat(appraise("new-initrd", one, two).sets()).containsExactly("fleet@1", "fleet@2");
        assertThat(events(appraise("altered-cmdline", two, one)))
                .containsExactly("firmware#25 PCR 12", "firmware#34 PCR 12", "firmware#36 PCR 9");
    }
}
