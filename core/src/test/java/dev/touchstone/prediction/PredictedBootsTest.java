package dev.touchstone.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.pcrlock.PcrlockDirectory;
import dev.touchstone.reference.BootPart;
import dev.touchstone.reference.Component;
import dev.touchstone.reference.Difference;
import dev.touchstone.reference.Golden;
import dev.touchstone.reference.Matching;
import dev.touchstone.reference.MergedReference;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.reference.Variant;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.rule.Carried;
import dev.touchstone.rule.RuleSubject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The predictions stand beside each recorded boot as {@code .pcrlock} files, made from the files that were booted; that
 * they still come of those files, {@code deploy/lab/predict} proves where the lab has run.
 */
@DisplayName("A boot recorded on a real machine, predicted from the files it booted")
class PredictedBootsTest {

    static Path folder(String boot) {
        return Vectors.boot(boot + "/predicted");
    }

    static List<Component> predicted(String boot) {
        Map<String, Bytes> files = new HashMap<>();
        Path folder = folder(boot);
        Vectors.files(folder, ".pcrlock")
                .forEach(f -> files.put(folder.relativize(f).toString(), Vectors.bytes(f)));
        try {
            return PcrlockDirectory.read(files);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private static Matching.Outcome match(List<Component> components, String boot, HashAlgorithm bank) {
        MergedReference.Outcome merged =
                MergedReference.merge(List.of(new ReferenceSet("predicted", 1, Map.of(), components)));
        return Matching.match(
                ((MergedReference.Outcome.Merged) merged).reference(),
                Golden.of(List.of()),
                Boots.recorded(boot),
                bank,
                () -> RuleSubject.of(Boots.recorded(boot), Carried.nothing(), Instant.EPOCH));
    }

    private static List<String> differences(List<Component> components, String boot) {
        return switch (match(components, boot, HashAlgorithm.SHA256)) {
            case Matching.Outcome.Matched _ -> List.of();
            case Matching.Outcome.Diverged(var divergence) ->
                divergence.differences().stream()
                        .map(d -> switch (d) {
                            case Difference.Changed c ->
                                "changed: " + c.reference().text();
                            case Difference.Missing m ->
                                "missing: " + m.reference().text();
                            case Difference.Extra e -> "extra in " + e.component();
                            case Difference.Value v -> "value in " + v.component();
                            case Difference.HostValue h -> "value of the host in " + h.component();
                            case Difference.RuleFailed r -> "rule in " + r.component();
                        })
                        .toList();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"golden", "new-initrd", "uki-direct", "stub-262", "profile-262"})
    void has_in_PCRs_4_11_and_12_exactly_what_was_predicted(String boot) {
        List<Component> components = predicted(boot);

        assertThat(components.stream().flatMap(c -> c.pcrs().stream())).containsOnly(4, 11, 12);
        for (HashAlgorithm bank : List.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256)) {
            assertThat(match(components, boot, bank)).isInstanceOf(Matching.Outcome.Matched.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SHA1", "SHA256"})
    void leaves_its_TPM_with_values_among_those_predicted(HashAlgorithm bank) {
        for (String boot : List.of("golden", "new-initrd", "uki-direct", "stub-262", "profile-262")) {
            for (int pcr : List.of(4, 11, 12)) {
                assertThat(Predictions.values(predicted(boot), bank, pcr))
                        .as("PCR %d of %s", pcr, boot)
                        .contains(Boots.pcrs(boot).value(bank, pcr).orElseThrow());
            }
        }
    }

    @Test
    void by_shim_and_GRUB_has_in_PCR_4_and_9_what_was_predicted_once_grub_cfg_is_known() {
        ReplayedBoot boot = Boots.recorded("secure-boot");
        Bytes grubCfg = boot.events().stream()
                .filter(e -> e.pcr() == 9)
                .findFirst()
                .flatMap(e -> e.digest(HashAlgorithm.SHA256))
                .orElseThrow();
        List<Component> components = new ArrayList<>(predicted("secure-boot"));
        components.add(new Component(
                BootPart.BOOT_LOADER_CONFIG.number(),
                BootPart.BOOT_LOADER_CONFIG.title(),
                List.of(new Variant.Sequence(
                        "captured",
                        Set.of(9),
                        List.of(new ReferenceRecord(9, Map.of(HashAlgorithm.SHA256, grubCfg), "grub.cfg"))))));

        assertThat(differences(predicted("secure-boot"), "secure-boot")).contains("extra in 480-loaded-initrd");
        assertThat(differences(components, "secure-boot")).isEmpty();
    }

    @Test
    void by_a_stub_that_loads_the_kernel_itself_may_have_no_second_image_in_PCR_4() {
        assertThat(predicted("stub-262").stream().filter(c -> c.number() == BootPart.KERNEL_IMAGE.number()))
                .singleElement()
                .satisfies(c -> assertThat(c.variants()).hasSize(1));
    }

    @Test
    void with_a_new_initrd_differs_from_the_old_prediction_in_the_initrd_and_not_in_the_kernel() {
        assertThat(differences(predicted("golden"), "new-initrd"))
                .containsExactlyInAnyOrder(
                        "changed: unified kernel lab 1",
                        "changed: os-release (.osrel of lab 1)",
                        "changed: initrd (.initrd of lab 1)");
    }

    @Test
    void with_a_command_line_that_was_not_announced_differs_wherever_it_is_passed() {
        assertThat(differences(predicted("golden"), "altered-cmdline"))
                .containsExactly("changed: command line from outside the image", "extra in 460-passed-command-line");
    }

    @Test
    void with_a_loader_and_a_command_line_where_none_was_announced_differs_by_both() {
        assertThat(differences(predicted("uki-direct"), "golden"))
                .containsExactlyInAnyOrder(
                        "extra in 405-kernel-image",
                        "extra in 460-passed-command-line",
                        "extra in 460-passed-command-line");
    }
}
