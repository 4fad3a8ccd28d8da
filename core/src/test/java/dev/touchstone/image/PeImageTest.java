package dev.touchstone.image;

import static dev.touchstone.image.PeBuilder.OPTIONAL;
import static dev.touchstone.image.PeBuilder.PE_OFFSET;
import static dev.touchstone.image.PeBuilder.patched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.security.MessageDigest;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A PE image")
class PeImageTest {

    private static final Bytes CERTIFICATES = Bytes.filled(16, 7);
    private static final PeBuilder TWO =
            PeBuilder.pe32plus().section(".text", "code").section(".data", Bytes.ofUtf8("data"), 600);
    private static final Bytes FILE = TWO.build();
    private static final int FIRST = TWO.sectionHeader(0);

    static Stream<Bytes> formats() {
        return Stream.of(
                FILE,
                PeBuilder.pe32()
                        .section(".text", "code")
                        .certificates(CERTIFICATES)
                        .build(),
                PeBuilder.pe32().directories(4).section(".text", "code").build());
    }

    @Test
    void has_the_sections_its_table_names() throws MalformedException {
        PeImage image = PeImage.parse(FILE);

        assertThat(image.sections())
                .containsExactly(
                        new Section(".text", 0x1000, 4, 0x1000, 0x200),
                        new Section(".data", 0x2000, 600, 0x1200, 0x200));
        assertThat(image.signed()).isFalse();
        assertThat(image.file()).isSameAs(FILE);
        assertThat(image).hasToString("PE image of 5120 bytes, unsigned");
    }

    @Test
    void loads_as_many_bytes_as_a_section_has_in_memory_zero_where_the_file_has_none() throws MalformedException {
        PeImage image = PeImage.parse(FILE);

        assertThat(image.content(image.sections().get(0))).isEqualTo(Bytes.ofUtf8("code"));
        Bytes padded = Bytes.concat(Bytes.ofUtf8("data"), Bytes.filled(596, 0));
        assertThat(image.content(image.sections().get(1))).isEqualTo(padded);
        assertThat(digest(image, image.sections().get(1))).isEqualTo(HashAlgorithm.SHA256.hash(padded));
    }

    @Test
    void hashes_a_section_that_is_too_large_to_hold() throws MalformedException {
        PeImage image =
                PeBuilder.pe32plus().section(".bss", Bytes.EMPTY, 40 << 20).image();
        Section bss = image.sections().getFirst();

        assertThat(digest(image, bss)).isEqualTo(HashAlgorithm.SHA256.hash(Bytes.filled(40 << 20, 0)));
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> image.content(bss))
                .withMessageContaining("padding");
    }

    private static Bytes digest(PeImage image, Section section) {
        MessageDigest digest = HashAlgorithm.SHA256.newDigest();
        image.digestInto(digest, section);
        return Bytes.of(digest.digest());
    }

    @Test
    void shows_a_name_from_outside_only_quoted() throws MalformedException {
        PeImage image = PeBuilder.pe32().section("\u001b[2J\n", "x").image();

        assertThat(image.sections().getFirst()).hasToString("\"\\u{1b}[2J\\u{a}\" of 1 bytes");
    }

    static Stream<Arguments> malformed() {
        Bytes signed = PeBuilder.pe32plus()
                .section(".text", "code")
                .certificates(CERTIFICATES)
                .build();
        int entry = PeBuilder.pe32plus().certificateEntry();
        return Stream.of(
                Arguments.of("no DOS header", patched(FILE, 0, 0x464c457f)),
                Arguments.of("within the DOS header", patched(FILE, 60, 4)),
                Arguments.of("DOS program needs", patched(FILE, 60, 0xffff_ffffL)),
                Arguments.of("no PE signature", patched(FILE, PE_OFFSET, 0x4551)),
                Arguments.of("97 sections", patched(FILE, PE_OFFSET + 4, 97 << 16)),
                Arguments.of("neither PE32 nor PE32+", patched(FILE, OPTIONAL, 0x107)),
                Arguments.of("17 data directories", patched(FILE, OPTIONAL + 108, 17)),
                Arguments.of("leaves 128 bytes for 15", patched(FILE, OPTIONAL + 108, 15)),
                Arguments.of("SizeOfHeaders is 64", patched(FILE, OPTIONAL + 60, 64)),
                Arguments.of("SizeOfHeaders is 4294967295", patched(FILE, OPTIONAL + 60, -1)),
                Arguments.of(".text of 4 bytes overlaps", patched(FILE, FIRST + 20, 0xe00)),
                Arguments.of(".data of 600 bytes overlaps", patched(FILE, FIRST + 16, 0x201)),
                Arguments.of(".text of 4 bytes ends at 4294971391", patched(FILE, FIRST + 16, -1)),
                Arguments.of("overlaps what is before it", patched(signed, entry, 0x1100)),
                Arguments.of("the certificate table ends at", Bytes.concat(signed, Bytes.filled(8, 0))),
                Arguments.of("the certificate table ends at", patched(signed, entry + 4, 0xffff_fff0L)));
    }

    @ParameterizedTest(name = "is refused: {0}")
    @MethodSource("malformed")
    void is_refused(String message, Bytes file) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> PeImage.parse(file))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void is_refused_when_cut_anywhere(Bytes file) throws MalformedException {
        assertThat(PeImage.parse(file).sections()).isNotEmpty();
        for (int length = 0; length < file.length(); length++) {
            Bytes cut = file.slice(0, length);
            assertThatExceptionOfType(MalformedException.class)
                    .as("cut to %d of %d bytes", length, file.length())
                    .isThrownBy(() -> PeImage.parse(cut));
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void has_another_hash_or_is_refused_when_any_byte_is_changed_that_the_hash_covers(Bytes file)
            throws MalformedException {
        PeHeaders headers = PeImage.parse(file).headers();
        Bytes hash = hash(file);
        int end = file.length() - (int) headers.certificateEntry().certificates();
        Random random = new Random(1);
        for (int at = 0; at < end; at += at < 0x400 ? 1 : 7) {
            if (isSkipped(headers, at)) {
                continue;
            }
            byte[] changed = file.toArray();
            changed[at] ^= (byte) (1 + random.nextInt(255));
            assertThat(hash(Bytes.of(changed))).as("byte %d", at).isNotEqualTo(hash);
        }
    }

    private static boolean isSkipped(PeHeaders headers, int at) {
        int entry = headers.certificateEntry().at();
        boolean checksum = at >= headers.checksum() && at < headers.checksum() + 4;
        return checksum
                || (at >= entry && at < entry + headers.certificateEntry().length());
    }

    /** The hash, or nothing of a file that is refused. */
    private static Bytes hash(Bytes file) {
        try {
            return Authenticode.digest(PeImage.parse(file), HashAlgorithm.SHA256)
                    .value();
        } catch (MalformedException e) {
            return Bytes.EMPTY;
        }
    }
}
