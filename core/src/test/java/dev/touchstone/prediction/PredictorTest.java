package dev.touchstone.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.image.Authenticode;
import dev.touchstone.image.Pcr11;
import dev.touchstone.image.PeBuilder;
import dev.touchstone.image.PeImage;
import dev.touchstone.image.PhasePath;
import dev.touchstone.image.UnifiedKernelImage;
import dev.touchstone.reference.BootPart;
import dev.touchstone.reference.Component;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What an artifact will be measured as")
class PredictorTest {

    private static final HashAlgorithm BANK = HashAlgorithm.SHA256;
    private static final PredictionOptions OPTIONS =
            PredictionOptions.of("lab 1").withoutShim();

    /** A unified kernel of a stub of that version, whose kernel is an EFI program. */
    private static Bytes unifiedKernel(int stub) {
        return PeBuilder.pe32plus()
                .section(".sdmagic", "#### LoaderInfo: systemd-stub " + stub + " ####")
                .section(".osrel", "ID=lab\n")
                .section(".linux", kernel(), kernel().length())
                .section(".initrd", "initrd")
                .section(".uname", "6.1")
                .build();
    }

    private static Bytes kernel() {
        return PeBuilder.patched(PeBuilder.pe32plus().section(".text", "kernel").build(), 0x202, 0x53726448);
    }

    private static Bytes loader(String sbat) {
        return PeBuilder.pe32plus()
                .section(".text", "code")
                .section(".sbat", sbat)
                .build();
    }

    private static Bytes wide(String text) {
        return Bytes.of((text + "\0").getBytes(StandardCharsets.UTF_16LE));
    }

    private static Set<Bytes> values(Prediction prediction, int pcr) {
        return Predictions.values(prediction.components(), BANK, pcr);
    }

    @ParameterizedTest
    @EnumSource(names = {"SHA256", "SHA384"})
    void gives_PCR_11_of_every_phase_as_systemd_measure_would(HashAlgorithm bank) throws MalformedException {
        Bytes file = unifiedKernel(258);

        Set<Bytes> expected =
                Pcr11.predict(UnifiedKernelImage.of(PeImage.parse(file)), bank, PhasePath.SYSTEMD).stream()
                        .map(Pcr11.Prediction::value)
                        .collect(Collectors.toSet());

        assertThat(expected).hasSize(4);
        assertThat(Predictions.values(Predictions.of(file, OPTIONS).components(), bank, 11))
                .isEqualTo(expected);
    }

    @Test
    void covers_every_profile_and_every_choice_of_hardware() throws MalformedException {
        UnifiedKernelImage image = UnifiedKernelImage.of(PeImage.parse(PeBuilder.uki()));
        Set<Bytes> expected = Pcr11.predict(image, BANK, PhasePath.SYSTEMD).stream()
                .map(Pcr11.Prediction::value)
                .collect(Collectors.toSet());

        Prediction prediction = Predictions.of(PeBuilder.uki(), OPTIONS);

        assertThat(expected).hasSize(2 * 3 * 4);
        assertThat(values(prediction, 11)).containsAll(expected);
        assertThat(Predictions.component(prediction, BootPart.COMMAND_LINE).variants())
                .hasSize(2);
        assertThat(Predictions.component(prediction, BootPart.KERNEL).variants())
                .hasSize(1);
    }

    @Test
    void names_each_part_once_in_the_order_of_measurement() {
        assertThat(Predictions.of(unifiedKernel(258), OPTIONS).components())
                .extracting(Component::id)
                .containsExactly(
                        "350-boot-attempt",
                        "405-kernel-image",
                        "410-kernel",
                        "420-os-release",
                        "440-initrd",
                        "450-other-sections",
                        "460-passed-command-line",
                        "490-phases");
        assertThat(Arrays.stream(BootPart.values()).map(BootPart::number))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void has_the_kernel_inside_in_PCR_4_only_up_to_systemd_257() {
        assertThat(Predictions.texts(Predictions.of(unifiedKernel(257), OPTIONS), BootPart.KERNEL_IMAGE))
                .containsExactly(
                        List.of("unified kernel lab 1", "kernel inside lab 1"), List.of("unified kernel lab 1"));
        assertThat(Predictions.texts(Predictions.of(unifiedKernel(258), OPTIONS), BootPart.KERNEL_IMAGE))
                .containsExactly(List.of("unified kernel lab 1"));
    }

    @Test
    void has_the_image_twice_in_PCR_4_where_shim_checks_it() throws MalformedException {
        PeImage image = PeImage.parse(unifiedKernel(258));

        Prediction prediction = Predictions.of(image.file(), PredictionOptions.of("lab 1"));

        Bytes digest = Authenticode.measured(image, BANK).value();
        assertThat(Predictions.component(prediction, BootPart.KERNEL_IMAGE).variants().stream()
                        .map(v -> Predictions.records(v).stream()
                                .map(r -> r.digest(BANK).orElseThrow())
                                .toList()))
                .containsExactly(List.of(digest, digest), List.of(digest));
    }

    @Test
    void allows_no_command_line_from_outside_unless_one_is_announced() {
        Prediction closed = Predictions.of(unifiedKernel(258), OPTIONS);
        assertThat(Predictions.component(closed, BootPart.PASSED_COMMAND_LINE).pcrs())
                .containsExactly(12);
        assertThat(values(closed, 12)).containsExactly(BANK.zero());

        Prediction announced = Predictions.of(unifiedKernel(258), OPTIONS.withCommandLine("quiet"));
        Bytes once = BANK.extend(BANK.zero(), BANK.hash(wide("quiet")));
        assertThat(values(announced, 12)).containsExactlyInAnyOrder(once, BANK.extend(once, BANK.hash(wide("quiet"))));
    }

    @Test
    void may_lack_an_announced_command_line_only_where_the_image_has_its_own_to_keep_to() {
        PredictionOptions options = OPTIONS.withLoaders(Set.of(Loader.FIRMWARE)).withCommandLine("quiet");
        assertThat(values(Predictions.of(unifiedKernel(258), options), 12)).doesNotContain(BANK.zero());
        assertThat(values(Predictions.of(PeBuilder.uki(), options), 12)).contains(BANK.zero());
    }

    @Test
    void says_of_a_unified_kernel_that_PCR_9_must_not_be_pinned() {
        Prediction prediction = Predictions.of(unifiedKernel(262), OPTIONS);

        assertThat(prediction.components().stream().flatMap(c -> c.pcrs().stream()))
                .doesNotContain(9);
        assertThat(prediction.unpredicted()).anySatisfy(u -> {
            assertThat(u.pcr()).isEqualTo(9);
            assertThat(u.why()).contains("do not pin PCR 9");
        });
    }

    @Test
    void says_so_if_the_kernel_inside_cannot_be_read() {
        assertThat(Predictions.of(PeBuilder.uki(), OPTIONS).unpredicted())
                .anySatisfy(u -> assertThat(u.what()).startsWith("the kernel inside"));
    }

    @Test
    void of_a_kernel_and_its_initrd_under_GRUB_are_their_files_in_PCR_9() {
        PredictionOptions options = OPTIONS.withLoaders(Set.of(Loader.GRUB));
        Bytes initrd = Bytes.ofHex("1f8b0800");

        Prediction prediction = Predictions.of(kernel(), options).and(Predictions.of(initrd, options));

        Bytes read = BANK.extend(BANK.extend(BANK.zero(), BANK.hash(kernel())), BANK.hash(initrd));
        assertThat(values(prediction, 9)).containsExactlyInAnyOrder(read, BANK.extend(read, BANK.hash(initrd)));
        assertThat(prediction.unpredicted()).extracting(Unpredicted::pcr).contains(8, 9, 12);
    }

    @Test
    void of_a_kernel_under_systemd_boot_are_its_command_line_and_what_its_own_stub_measures() {
        PredictionOptions options =
                OPTIONS.withLoaders(Set.of(Loader.SYSTEMD_BOOT)).withCommandLine("quiet");
        Bytes initrd = Bytes.ofUtf8("070701…");

        Prediction prediction = Predictions.of(kernel(), options).and(Predictions.of(initrd, options));

        assertThat(values(prediction, 12)).containsExactly(BANK.extend(BANK.zero(), BANK.hash(wide("quiet"))));
        Bytes options9 = BANK.extend(BANK.zero(), BANK.hash(wide("quiet")));
        assertThat(values(prediction, 9))
                .containsExactlyInAnyOrder(
                        BANK.extend(options9, BANK.hash(initrd)), BANK.extend(BANK.zero(), BANK.hash(initrd)));
    }

    @Test
    void of_a_boot_loader_is_its_image_and_shim_comes_before_it() {
        Prediction shim = Predictions.of(loader("sbat,1,x\nshim,4,UEFI shim\n"), OPTIONS);
        Prediction grub = Predictions.of(loader("sbat,1,x\ngrub,5,FSF\n"), OPTIONS);

        assertThat(grub.and(shim).components())
                .extracting(Component::id)
                .containsExactly("350-boot-attempt", "390-shim", "400-boot-loader");
        assertThat(shim.unpredicted()).extracting(Unpredicted::pcr).containsExactly(14, 7);
        assertThat(grub.unpredicted()).extracting(Unpredicted::pcr).containsExactly(5, 8, 9);
    }

    @Test
    void of_a_driver_is_in_PCR_2_and_of_an_add_on_in_PCR_4_after_the_kernel() {
        Bytes driver = PeBuilder.patched(loader("x"), PeBuilder.OPTIONAL + 68, 11);
        assertThat(Predictions.of(driver, OPTIONS).components())
                .singleElement()
                .satisfies(c -> assertThat(c.pcrs()).containsExactly(2));

        Bytes addOn = PeBuilder.pe32plus().section(".cmdline", "debug").build();
        assertThat(Predictions.of(addOn, OPTIONS).components())
                .extracting(Component::id)
                .containsExactly("350-boot-attempt", "407-add-on");
    }

    @Test
    void of_two_artifacts_that_would_be_the_same_part_is_refused() {
        Prediction one = Predictions.of(loader("one"), OPTIONS);
        Prediction other = Predictions.of(loader("two"), OPTIONS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.and(other))
                .withMessage("two artifacts are component 400-boot-loader");
        assertThat(one.and(one)).isEqualTo(one);
    }

    @Test
    void is_asked_for_within_bounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> PredictionOptions.of(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> PredictionOptions.of("x".repeat(201)));
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withCommandLine("quiet\0"));
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withCommandLine("x".repeat(65537)));
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withLoaders(Set.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PredictionOptions(
                        Set.of(HashAlgorithm.SM3_256),
                        List.of(),
                        Set.of(Loader.GRUB),
                        true,
                        java.util.Optional.empty(),
                        "x"));
    }
}
