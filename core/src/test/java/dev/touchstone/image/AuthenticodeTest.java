package dev.touchstone.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Digest;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The Authenticode hash")
class AuthenticodeTest {

    private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;
    private static final Bytes CERTIFICATES = Bytes.filled(24, 7);

    @ParameterizedTest
    @EnumSource(names = {"SHA1", "SHA256", "SHA384"})
    void is_what_osslsigncode_finds_signed_or_not(HashAlgorithm algorithm) throws MalformedException {
        String expected = Vectors.json(Vectors.shared("linux/synthetic/expected.json"))
                .get("uki-min.efi")
                .get("authenticode")
                .get(algorithm.bank())
                .asString();

        assertThat(Stream.of("uki-min.efi", "uki-min-signed.efi").map(AuthenticodeTest::synthetic))
                .allSatisfy(file -> {
                    PeImage image = PeImage.parse(file);
                    assertThat(Authenticode.digest(image, algorithm).value()).hasToString(expected);
                    assertThat(Authenticode.measured(image, algorithm).value()).hasToString(expected);
                });
        assertThat(PeImage.parse(synthetic("uki-min-signed.efi")).signed()).isTrue();
    }

    private static Bytes synthetic(String name) {
        return Vectors.bytes(Vectors.shared("linux/synthetic/" + name));
    }

    static Stream<PeBuilder> formats() {
        return Stream.of(PeBuilder.pe32(), PeBuilder.pe32plus());
    }

    @ParameterizedTest
    @MethodSource("formats")
    void covers_all_but_the_checksum_and_what_concerns_certificates(PeBuilder builder) throws MalformedException {
        builder.section(".text", "code").section(".data", "data").trailing(Bytes.filled(8, 1));
        Bytes unsigned = builder.build();
        Bytes signed = builder.certificates(CERTIFICATES).build();
        Bytes covered = Bytes.concat(
                unsigned.slice(0, PeBuilder.OPTIONAL + 64),
                unsigned.slice(PeBuilder.OPTIONAL + 68, builder.certificateEntry()),
                unsigned.slice(builder.certificateEntry() + 8, unsigned.length()));

        Digest expected = new Digest(SHA256, SHA256.hash(covered));
        assertThat(Authenticode.digest(PeImage.parse(unsigned), SHA256)).isEqualTo(expected);
        assertThat(Authenticode.digest(PeImage.parse(signed), SHA256)).isEqualTo(expected);
    }

    @Test
    void covers_every_directory_where_there_is_none_for_certificates() throws MalformedException {
        Bytes file = PeBuilder.pe32().directories(4).section(".text", "code").build();
        Bytes covered = Bytes.concat(
                file.slice(0, PeBuilder.OPTIONAL + 64), file.slice(PeBuilder.OPTIONAL + 68, file.length()));

        assertThat(Authenticode.digest(PeImage.parse(file), SHA256).value()).isEqualTo(SHA256.hash(covered));
    }

    @Test
    void takes_sections_by_their_place_in_the_file_not_in_the_table() throws MalformedException {
        PeBuilder builder = PeBuilder.pe32plus().section(".a", "first").section(".b", "second");
        Bytes file = builder.build();
        int a = builder.sectionHeader(0);
        int b = builder.sectionHeader(1);
        Bytes swapped =
                PeBuilder.patched(PeBuilder.patched(file, a + 20, file.u32le(b + 20)), b + 20, file.u32le(a + 20));
        Bytes covered = Bytes.concat(
                swapped.slice(0, PeBuilder.OPTIONAL + 64),
                swapped.slice(PeBuilder.OPTIONAL + 68, builder.certificateEntry()),
                swapped.slice(builder.certificateEntry() + 8, swapped.length()));

        assertThat(Authenticode.digest(PeImage.parse(swapped), SHA256).value()).isEqualTo(SHA256.hash(covered));
    }

    @ParameterizedTest(name = "counts an unsigned file with {0} bytes too many as padded, as signing it will make it")
    @ValueSource(ints = {1, 3, 7})
    void counts_padding_of_an_unsigned_file(int surplus) throws MalformedException {
        Bytes data = Bytes.filled(surplus, 9);
        Bytes padded = Bytes.concat(data, Bytes.filled(8 - surplus, 0));
        PeImage odd = PeBuilder.pe32().section(".text", "x").trailing(data).image();
        PeImage even = PeBuilder.pe32().section(".text", "x").trailing(padded).image();
        PeImage signed = PeBuilder.pe32()
                .section(".text", "x")
                .trailing(padded)
                .certificates(CERTIFICATES)
                .image();

        assertThat(Authenticode.digest(odd, SHA256))
                .isEqualTo(Authenticode.digest(even, SHA256))
                .isEqualTo(Authenticode.digest(signed, SHA256));
        assertThat(Authenticode.measured(odd, SHA256)).isNotEqualTo(Authenticode.digest(odd, SHA256));
        assertThat(Authenticode.measured(even, SHA256)).isEqualTo(Authenticode.digest(even, SHA256));
    }

    @Test
    void goes_on_where_as_many_bytes_are_hashed_as_the_rule_counts_if_sections_leave_a_gap() throws MalformedException {
        PeBuilder builder = PeBuilder.pe32plus()
                .section(".a", Bytes.filled(0x200, 1), 0x200)
                .section(".b", Bytes.filled(0x200, 2), 0x200);
        Bytes file = PeBuilder.patched(builder.build(), builder.sectionHeader(0) + 16, 0x100);
        Bytes covered = Bytes.concat(
                file.slice(0, PeBuilder.OPTIONAL + 64),
                file.slice(PeBuilder.OPTIONAL + 68, builder.certificateEntry()),
                file.slice(builder.certificateEntry() + 8, 0x1100),
                file.slice(0x1200, 0x1400),
                file.slice(0x1300, 0x1400));

        assertThat(Authenticode.digest(PeImage.parse(file), SHA256).value()).isEqualTo(SHA256.hash(covered));
    }
}
