package dev.touchstone.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("A unified kernel image")
class UnifiedKernelImageTest {

    private static UnifiedKernelImage uki(PeBuilder builder) throws MalformedException {
        return UnifiedKernelImage.of(builder.image());
    }

    /** What is measured, by content. */
    private static List<Map<UkiSection, String>> measured(UkiProfile profile, PeImage image) {
        return profile.layouts().stream()
                .map(layout -> {
                    Map<UkiSection, String> contents = new EnumMap<>(UkiSection.class);
                    layout.forEach((name, section) -> contents.put(name, content(image, section)));
                    return contents;
                })
                .toList();
    }

    private static String content(PeImage image, Section section) {
        try {
            return image.content(section).toUtf8();
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void tells_what_it_holds() throws MalformedException {
        UnifiedKernelImage image =
                UnifiedKernelImage.of(PeImage.parse(Vectors.bytes(Vectors.shared("linux/synthetic/uki-min.efi"))));
        JsonNode sizes = Vectors.json(Vectors.shared("linux/synthetic/expected.json"))
                .get("uki-min.efi")
                .get("sectionSizes");

        assertThat(image.image().sections())
                .allSatisfy(s -> assertThat(s.virtualSize())
                        .isEqualTo(sizes.get(s.name()).asLong()));
        assertThat(image.profiles()).hasSize(1);
        UkiProfile only = image.profiles().getFirst();
        assertThat(only.layouts()).hasSize(1);
        assertThat(only.layouts().getFirst().keySet())
                .containsExactly(
                        UkiSection.LINUX,
                        UkiSection.OSREL,
                        UkiSection.CMDLINE,
                        UkiSection.INITRD,
                        UkiSection.SPLASH,
                        UkiSection.UNAME,
                        UkiSection.SBAT,
                        UkiSection.PCRPKEY);
        assertThat(only.id()).isEmpty();
        assertThat(only.uname().orElseThrow()).hasSize(16);
        assertThat(only.commandLine().orElseThrow()).hasSize(127);
        assertThat(only.sbat().orElseThrow()).startsWith("sbat,1,");
        assertThat(only.pcrSignatures().entries()).isEmpty();
        assertThat(PcrPublicKey.parse(only.publicKey().orElseThrow())
                        .getModulus()
                        .bitLength())
                .isEqualTo(4096);
    }

    @Test
    void has_a_profile_of_the_base_sections_alone_where_it_names_none() throws MalformedException {
        UnifiedKernelImage image =
                uki(PeBuilder.pe32plus().section(".linux", "kernel").section(".initrd", "initrd"));

        assertThat(image.profiles()).hasSize(1);
        assertThat(measured(image.profiles().getFirst(), image.image()))
                .containsExactly(Map.of(UkiSection.LINUX, "kernel", UkiSection.INITRD, "initrd"));
        assertThat(image.profiles().getFirst().osRelease())
                .isEqualTo(new OsRelease(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(image.profiles().getFirst().pcrSignatures()).isEqualTo(PcrSignatures.NONE);
    }

    @Test
    void overrides_base_sections_by_those_after_the_nth_profile() throws MalformedException {
        PeImage pe = PeImage.parse(PeBuilder.uki());
        List<UkiProfile> profiles = UnifiedKernelImage.of(pe).profiles();

        assertThat(profiles).extracting(UkiProfile::index).containsExactly(0, 1);
        assertThat(profiles.get(0).commandLine()).contains("quiet");
        assertThat(profiles.get(0).id()).contains("main");
        assertThat(profiles.get(0).title()).isEmpty();
        assertThat(profiles.get(1).commandLine()).contains("reset");
        assertThat(profiles.get(1).id()).contains("reset");
        assertThat(profiles.get(1).title()).contains("Factory reset");
        assertThat(profiles.get(1).osRelease().imageVersion()).contains("1");
    }

    @Test
    void may_be_measured_with_any_one_of_the_devicetrees_or_none() throws MalformedException {
        PeImage pe = PeImage.parse(PeBuilder.uki());
        UkiProfile second = UnifiedKernelImage.of(pe).profiles().get(1);

        assertThat(measured(second, pe))
                .extracting(contents -> Optional.ofNullable(contents.get(UkiSection.DTBAUTO)))
                .containsExactly(Optional.empty(), Optional.of("tree 1"), Optional.of("tree 2"));
        assertThat(measured(second, pe))
                .allSatisfy(contents -> assertThat(contents)
                        .containsEntry(UkiSection.CMDLINE, "reset")
                        .containsEntry(UkiSection.LINUX, "kernel")
                        .containsEntry(UkiSection.PROFILE, "ID=reset\nTITLE='Factory reset'\n"));
    }

    @Test
    void may_be_measured_with_each_pair_of_what_hardware_chooses() throws MalformedException {
        UnifiedKernelImage image = uki(PeBuilder.pe32plus()
                .section(".linux", "kernel")
                .section(".dtbauto", "tree")
                .section(".efifw", "firmware"));

        assertThat(image.profiles().getFirst().layouts())
                .extracting(layout -> List.copyOf(layout.keySet()))
                .containsExactlyInAnyOrder(
                        List.of(UkiSection.LINUX),
                        List.of(UkiSection.LINUX, UkiSection.DTBAUTO),
                        List.of(UkiSection.LINUX, UkiSection.EFIFW),
                        List.of(UkiSection.LINUX, UkiSection.DTBAUTO, UkiSection.EFIFW));
    }

    @Test
    void counts_the_first_section_of_a_name_and_none_without_bytes() throws MalformedException {
        UnifiedKernelImage image = uki(PeBuilder.pe32plus()
                .section(".linux", "kernel")
                .section(".cmdline", "first")
                .section(".cmdline", "second")
                .section(".initrd", Bytes.ofUtf8("unseen"), 0));

        assertThat(measured(image.profiles().getFirst(), image.image()))
                .containsExactly(Map.of(UkiSection.LINUX, "kernel", UkiSection.CMDLINE, "first"));
    }

    @ParameterizedTest(name = "is measured as version {0} of its stub does: {1} sections")
    @CsvSource({"252,1", "253,1", "254,3", "255,3", "256,4", "257,6", "258,6"})
    void is_measured_as_its_stub_does(int version, int sections) throws MalformedException {
        UnifiedKernelImage image = uki(PeBuilder.pe32plus()
                .section(".sdmagic", "#### LoaderInfo: systemd-stub " + version + ".3-1 ####")
                .section(".linux", "kernel")
                .section(".ucode", "x")
                .section(".uname", "6.12")
                .section(".sbat", "sbat,1")
                .section(".hwids", "x")
                .section(".profile", "ID=a")
                .section(".dtbauto", "x"));

        List<Map<UkiSection, Section>> layouts = image.profiles().getFirst().layouts();
        assertThat(image.stubVersion()).hasValue(version);
        assertThat(layouts.getFirst()).hasSize(sections);
        assertThat(layouts).hasSize(version < 257 ? 1 : 2);
        assertThat(image.profiles().getFirst().uname()).contains("6.12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"#### LoaderInfo: other-stub 252 ####", "systemd-stub 252", "#### LoaderInfo: systemd-stub x"})
    void takes_a_stub_that_says_no_version_for_a_new_one(String magic) throws MalformedException {
        UnifiedKernelImage image = uki(PeBuilder.pe32plus()
                .section(".sdmagic", magic)
                .section(".linux", "kernel")
                .section(".uname", "6.12"));

        assertThat(image.stubVersion()).isEmpty();
        assertThat(image.profiles().getFirst().layouts().getFirst()).containsKey(UkiSection.UNAME);
    }

    @Test
    void is_refused_without_a_kernel() {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> uki(PeBuilder.pe32plus().section(".cmdline", "quiet")))
                .withMessageContaining("no .linux");
    }

    @Test
    void is_refused_if_sections_overlap_in_memory() {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() ->
                        uki(PeBuilder.pe32plus().section(".linux", "kernel").overlapping(".initrd", "initrd")))
                .withMessageContaining("overlaps another section in memory");
    }

    @Test
    void is_refused_if_it_is_nearly_all_padding() {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> uki(PeBuilder.pe32plus().section(".linux", Bytes.ofUtf8("k"), 0x8000_0000L)))
                .withMessageContaining("2147483648 bytes are measured");
    }

    @Test
    void is_refused_if_hardware_has_too_many_choices() {
        PeBuilder builder = PeBuilder.pe32plus().section(".linux", "kernel");
        for (int i = 0; i < 40; i++) {
            builder.section(".dtbauto", "tree").section(".efifw", "firmware");
        }

        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> uki(builder))
                .withMessageContaining("1681 ways to measure");
    }

    @Test
    void refuses_to_show_a_text_that_is_too_long() throws MalformedException {
        UkiProfile profile = uki(PeBuilder.pe32plus()
                        .section(".linux", "kernel")
                        .section(".cmdline", Bytes.filled(1 << 16, 'x'), (1 << 16) + 1))
                .profiles()
                .getFirst();

        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(profile::commandLine)
                .withMessageContaining("longer than 65536");
    }

    @Test
    void shows_texts_without_the_zeros_that_fill_them_up() throws MalformedException {
        UnifiedKernelImage image =
                uki(PeBuilder.pe32plus().section(".linux", "kernel").section(".cmdline", Bytes.ofUtf8("quiet"), 700));

        assertThat(image.profiles().getFirst().commandLine()).contains("quiet");
    }

    @Test
    void predicts_one_value_for_each_profile_choice_and_path() throws MalformedException {
        UnifiedKernelImage image = UnifiedKernelImage.of(PeImage.parse(PeBuilder.uki()));

        List<Pcr11.Prediction> predictions = Pcr11.predict(image, HashAlgorithm.SHA256, PhasePath.SYSTEMD);

        assertThat(predictions).hasSize(2 * 3 * 4);
        assertThat(predictions).extracting(Pcr11.Prediction::value).doesNotHaveDuplicates();
        Bytes first = Pcr11.ofContents(
                HashAlgorithm.SHA256,
                Map.of(
                        UkiSection.PROFILE, Bytes.ofUtf8("ID=main\n"),
                        UkiSection.CMDLINE, Bytes.ofUtf8("quiet"),
                        UkiSection.LINUX, Bytes.ofUtf8("kernel"),
                        UkiSection.OSREL, Bytes.ofUtf8("ID=lab\nIMAGE_VERSION=1\n")));
        assertThat(predictions.getFirst().value())
                .isEqualTo(Pcr11.after(HashAlgorithm.SHA256, first, PhasePath.SYSTEMD.getFirst()));
    }
}
