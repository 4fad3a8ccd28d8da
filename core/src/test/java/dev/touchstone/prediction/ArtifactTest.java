package dev.touchstone.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.image.PeBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A file handed in")
class ArtifactTest {

    private static final Bytes PROGRAM =
            PeBuilder.pe32plus().section(".text", "code").build();

    @Test
    void is_a_unified_kernel_if_it_has_a_kernel_inside_whatever_it_is_called() throws MalformedException {
        assertThat(Artifact.of("initrd.img", PeBuilder.uki())).isInstanceOf(Artifact.UnifiedKernel.class);
    }

    @ParameterizedTest
    @CsvSource({"514, 0x53726448", "56, 0x644d5241", "56, 0x05435352", "4, 0x676d697a"})
    void is_a_kernel_if_its_boot_protocol_says_so(int at, long mark) throws MalformedException {
        assertThat(Artifact.of("x", PeBuilder.patched(PROGRAM, at, mark))).isInstanceOf(Artifact.Kernel.class);
    }

    @Test
    void is_any_other_EFI_program() throws MalformedException {
        assertThat(Artifact.of("vmlinuz", PROGRAM)).isInstanceOf(Artifact.EfiImage.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "303730373031",
                "303730373032",
                "1f8b08",
                "425a6839",
                "5d000080",
                "fd377a585a00",
                "894c5a4f",
                "02214c18",
                "28b52ffd"
            })
    void is_an_initrd_in_every_form_Linux_unpacks(String hex) throws MalformedException {
        assertThat(Artifact.of("x", Bytes.ofHex(hex))).isInstanceOf(Artifact.Initrd.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4d", "7f454c46", "00000000000000"})
    void that_is_none_of_these_is_refused_by_name(String hex) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> Artifact.of("evil\u001b[2J.efi", Bytes.ofHex(hex)))
                .withMessage("\"evil\\u{1b}[2J.efi\" is no EFI program, kernel or initrd");
    }

    @Test
    void cut_anywhere_within_what_is_measured_is_refused() {
        Bytes whole = PeBuilder.uki();
        for (int length = 0; length < whole.length(); length++) {
            Bytes cut = whole.slice(0, length);
            assertThatExceptionOfType(MalformedException.class)
                    .as("cut to %d of %d bytes", length, whole.length())
                    .isThrownBy(() -> Artifact.of("x", cut));
        }
    }
}
