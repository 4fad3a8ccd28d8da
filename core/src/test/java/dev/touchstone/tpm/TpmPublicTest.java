package dev.touchstone.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.security.PublicKey;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A TPM2B_PUBLIC")
class TpmPublicTest {

    private static final String HIRS = "HIRS/HIRS_AttestationCA/src/test/resources/tpm2/";

    static Stream<KeyFixture> keys() {
        return Stream.of(
                KeyFixture.ek(Keys.RSA2048.getPublic()),
                KeyFixture.ek(Keys.P256.getPublic()),
                KeyFixture.ak(Keys.P384.getPublic(), SignatureAlgorithm.ECDSA, HashAlgorithm.SHA384)
                        .nameAlg(HashAlgorithm.SHA384),
                KeyFixture.ak(Keys.RSA2048.getPublic(), SignatureAlgorithm.RSAPSS, HashAlgorithm.SHA256));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void is_refused_when_cut_at_any_byte_or_with_one_more(KeyFixture key) {
        CutEverywhere.of(key.area()).isRefusedBy(TpmPublic::parseArea);
        CutEverywhere.of(key.parse().marshal()).isRefusedBy(TpmPublic::parse);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void is_kept_as_it_came_and_named_by_it(KeyFixture key) throws MalformedException {
        TpmPublic parsed = TpmPublic.parse(key.parse().marshal());

        assertThat(parsed.raw()).isEqualTo(key.area());
        assertThat(parsed.name().digest()).isEqualTo(parsed.nameAlg().hash(key.area()));
    }

    @Test
    void gives_the_key_it_was_made_of_and_its_subject_public_key_info() {
        assertThat(KeyFixture.ek(Keys.RSA2048.getPublic()).parse().toPublicKey())
                .isEqualTo(Keys.RSA2048.getPublic());
        assertThat(KeyFixture.ek(Keys.P256.getPublic()).parse().subjectPublicKeyInfo())
                .isEqualTo(Bytes.of(Keys.P256.getPublic().getEncoded()));
    }

    @Test
    @DisplayName("of a real TPM is read: HIRS's RSA keys, and the modulus is the one recorded beside them")
    void hirsKeysAreRead() throws MalformedException {
        TpmPublic ek = TpmPublic.parseArea(Vectors.bytes(Vectors.shared(HIRS + "ek.pub")));
        TpmPublic ak = TpmPublic.parseArea(Vectors.bytes(Vectors.shared(HIRS + "ak.pub")));

        assertThat(EndorsementKeyTemplate.check(ek)).isEmpty();
        assertThat(AttestationKeyPolicy.check(ak)).isEmpty();
        assertThat(ak.scheme()).isEqualTo(new Scheme.Signing(SignatureAlgorithm.RSASSA, HashAlgorithm.SHA256));
        assertThat(ek.key()).isInstanceOfSatisfying(KeyMaterial.Rsa.class, rsa -> {
            assertThat(rsa.exponent()).isEqualTo(65537);
            assertThat(Vectors.bytes(Vectors.shared(HIRS + "ek.mod")).toUtf8().replace(" ", ""))
                    .containsIgnoringCase(rsa.modulus().toHex());
        });
    }

    private static void assertRefused(Bytes area, String reason) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> TpmPublic.parseArea(area))
                .withMessageContaining(reason);
    }

    @Test
    void is_refused_when_its_point_is_not_on_its_curve() {
        Bytes area = KeyFixture.ek(Keys.P256.getPublic()).area();
        for (int last : new int[] {1, 40}) {
            byte[] off = area.toArray();
            off[off.length - last] ^= 1;
            assertRefused(Bytes.of(off), "not on P-256");
        }
        Bytes infinity = Bytes.concat(area.slice(0, area.length() - 68), Bytes.ofHex("00000000"));
        assertRefused(infinity, "not on P-256");
    }

    @Test
    void is_read_when_a_coordinate_has_lost_its_leading_zeros() throws MalformedException {
        KeyFixture fixture = KeyFixture.ek(keyWithShortX());
        Bytes area = fixture.area();
        int x = area.length() - 68;
        Bytes shortened = Bytes.concat(area.slice(0, x), Bytes.ofHex("001f"), area.slice(x + 3, area.length()));

        assertThat(TpmPublic.parseArea(shortened).key())
                .isEqualTo(fixture.parse().key());
    }

    private static PublicKey keyWithShortX() {
        return Stream.generate(() -> Keys.generate("EC", 256).getPublic())
                .filter(key ->
                        ((KeyMaterial.Ecc) KeyFixture.ek(key).parse().key()).x().at(0) == 0)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void is_refused_when_its_modulus_is_not_of_its_key_bits() {
        Bytes area = KeyFixture.ek(Keys.RSA2048.getPublic()).area();
        int modulus = area.length() - 256;
        Bytes head = area.slice(0, modulus - 2);
        Bytes value = area.slice(modulus, area.length());

        assertRefused(Bytes.concat(head, Marshal.tpm2b(value.slice(0, 255))), "2048 bits");
        assertRefused(Bytes.concat(head, Marshal.tpm2b(Bytes.concat(value, value.slice(0, 1)))), "2048 bits");
        assertRefused(
                Bytes.concat(head, Marshal.tpm2b(Bytes.concat(Bytes.of((byte) 0x7f), value.slice(1, 256)))),
                "2048 bits");
    }

    @Test
    void is_refused_when_its_exponent_encrypts_nothing() {
        Bytes area = KeyFixture.ek(Keys.RSA2048.getPublic()).area();
        int exponent = area.length() - 256 - 2 - 4;
        for (int bad : new int[] {1, 2, 65536}) {
            assertRefused(
                    Bytes.concat(area.slice(0, exponent), Marshal.u32(bad), area.slice(exponent + 4, area.length())),
                    "exponent");
        }
    }

    @Test
    void is_refused_with_reserved_attributes_a_policy_of_another_size_or_an_unknown_cipher() {
        assertRefused(KeyFixture.ek(Keys.P256.getPublic()).attributes(1).area(), "reserved");
        assertRefused(KeyFixture.ek(Keys.P256.getPublic()).attributes(1 << 31).area(), "reserved");
        assertRefused(
                KeyFixture.ek(Keys.P256.getPublic())
                        .authPolicy(Bytes.filled(20, 1))
                        .area(),
                "authPolicy");
        for (String symmetric : new String[] {"001300800043", "000600800044", "000600400043"}) {
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> TpmPublic.parseArea(KeyFixture.ek(Keys.P256.getPublic())
                            .symmetric(Bytes.ofHex(symmetric))
                            .area()));
        }
    }

    @Test
    void is_refused_when_it_is_no_asymmetric_key() {
        assertRefused(Bytes.ofHex("0008000b0000000000000010"), "key type");
        assertRefused(Bytes.ofHex("0025000b0000000000000010"), "key type");
    }
}
