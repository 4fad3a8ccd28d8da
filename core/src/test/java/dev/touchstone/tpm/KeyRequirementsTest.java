package dev.touchstone.tpm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.tpm.ObjectAttributes.Attribute;
import java.security.PublicKey;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What a key must be for its role")
class KeyRequirementsTest {

    private static final PublicKey P256 = Keys.P256.getPublic();

    private static List<String> codes(List<KeyDefect> defects) {
        return defects.stream().map(KeyDefect::code).toList();
    }

    @Nested
    @DisplayName("An attestation key")
    class AttestationKeys {

        private List<String> check(int attributes) {
            return codes(AttestationKeyPolicy.check(KeyFixture.ak(P256, SignatureAlgorithm.ECDSA, HashAlgorithm.SHA256)
                    .attributes(attributes)
                    .parse()));
        }

        @Test
        void restricted_to_signing_inside_one_tpm_is_accepted_with_noDA_or_without() {
            assertThat(check(KeyFixture.AK.value())).isEmpty();
            assertThat(check(KeyFixture.AK.value()
                            | ObjectAttributes.of(Attribute.NO_DA).value()))
                    .isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "FIXED_TPM, ak-not-fixed-tpm",
            "FIXED_PARENT, ak-not-fixed-parent",
            "SENSITIVE_DATA_ORIGIN, ak-not-made-in-tpm",
            "RESTRICTED, ak-not-restricted",
            "SIGN, ak-cannot-sign"
        })
        void without_an_attribute_it_needs_is_refused(Attribute attribute, String code) {
            int without =
                    KeyFixture.AK.value() & ~ObjectAttributes.of(attribute).value();

            assertThat(check(without)).containsExactly(code);
        }

        @Test
        void that_can_decrypt_is_refused() {
            int decrypting = KeyFixture.AK.value()
                    | ObjectAttributes.of(Attribute.DECRYPT).value();

            assertThat(check(decrypting)).containsExactly("ak-can-decrypt");
        }

        @Test
        void that_is_wrong_in_every_way_is_told_all_of_it() {
            assertThat(check(ObjectAttributes.of(Attribute.DECRYPT).value()))
                    .containsExactlyInAnyOrder(
                            "ak-not-fixed-tpm",
                            "ak-not-fixed-parent",
                            "ak-not-made-in-tpm",
                            "ak-not-restricted",
                            "ak-cannot-sign",
                            "ak-can-decrypt");
        }

        @Test
        void without_a_scheme_or_with_a_weak_hash_or_name_is_refused() {
            assertThat(codes(AttestationKeyPolicy.check(KeyFixture.ek(P256)
                            .attributes(KeyFixture.AK.value())
                            .parse())))
                    .containsExactly("ak-scheme");
            assertThat(codes(
                            AttestationKeyPolicy.check(KeyFixture.ak(P256, SignatureAlgorithm.ECDSA, HashAlgorithm.SHA1)
                                    .parse())))
                    .containsExactly("ak-scheme");
            assertThat(codes(AttestationKeyPolicy.check(
                            KeyFixture.ak(P256, SignatureAlgorithm.ECDSA, HashAlgorithm.SHA256)
                                    .nameAlg(HashAlgorithm.SHA1)
                                    .parse())))
                    .containsExactly("ak-name-alg");
        }

        @Test
        void of_1024_bits_is_refused() {
            PublicKey small = Keys.generate("RSA", 1024).getPublic();

            assertThat(codes(AttestationKeyPolicy.check(
                            KeyFixture.ak(small, SignatureAlgorithm.RSASSA, HashAlgorithm.SHA256)
                                    .parse())))
                    .containsExactly("ak-key-size");
        }
    }

    @Nested
    @DisplayName("An endorsement key")
    class EndorsementKeys {

        private List<KeyDefect> check(KeyFixture ek) {
            return EndorsementKeyTemplate.check(ek.parse());
        }

        @Test
        void of_a_default_template_is_accepted() {
            assertThat(check(KeyFixture.ek(P256))).isEmpty();
            assertThat(check(KeyFixture.ek(Keys.RSA2048.getPublic()))).isEmpty();
        }

        @Test
        void that_is_not_restricted_is_refused_with_what_was_expected() {
            int unrestricted = KeyFixture.EK.value()
                    & ~ObjectAttributes.of(Attribute.RESTRICTED).value();

            assertThat(check(KeyFixture.ek(P256).attributes(unrestricted)))
                    .singleElement()
                    .satisfies(defect -> {
                        assertThat(defect.code()).isEqualTo("ek-attributes");
                        assertThat(defect.expected()).contains("restricted|decrypt");
                        assertThat(defect.actual()).doesNotContain("restricted");
                    });
        }

        @Test
        void that_can_sign_or_has_no_policy_or_another_cipher_is_refused() {
            assertThat(codes(check(KeyFixture.ek(P256)
                            .attributes(KeyFixture.EK.value()
                                    | ObjectAttributes.of(Attribute.SIGN).value()))))
                    .containsExactly("ek-attributes");
            assertThat(codes(check(KeyFixture.ek(P256).authPolicy(Bytes.EMPTY))))
                    .containsExactly("ek-auth-policy");
            assertThat(codes(check(KeyFixture.ek(P256).symmetric(Bytes.ofHex("000601000043")))))
                    .containsExactly("ek-symmetric");
        }

        @Test
        void that_is_an_attestation_key_is_refused_for_all_that_differs() {
            assertThat(codes(check(KeyFixture.ak(P256, SignatureAlgorithm.ECDSA, HashAlgorithm.SHA256))))
                    .containsExactly("ek-attributes", "ek-auth-policy", "ek-symmetric", "ek-scheme");
        }

        @Test
        void of_a_size_no_template_has_is_refused() {
            assertThat(codes(check(KeyFixture.ek(Keys.generate("RSA", 1024).getPublic()))))
                    .containsExactly("ek-key-type");
        }

        /** EK Credential Profile 2.5, Annex B.6: PolicyB = PolicyOR(PolicyA, PolicyC), PolicyC of Table 15. */
        @ParameterizedTest
        @CsvSource({
            "SHA256, 3767e2edd43ff45a3a7e1eaefcef78643dca964632e7aad82c673a30d8633fde, "
                    + "ca3d0a99a2b93906f7a3342414efcfb3a385d44cd1fd459089d19b5071c0b7a0",
            "SHA384, d6032ce61f2fb3c240eb3cf6a33237ef2b6a16f4293c22b455e261cffd217ad5b4947c2d73e63005eed2dc2b3593d165, "
                    + "b26e7d28d11a50bc53d882bcf5fd3a1a074148bb35d3b4e4cb1c0ad9bde419cacb47ba09699646150f9fc000f3f80e12"
        })
        void has_a_policy_that_the_profile_derives(HashAlgorithm hash, String policyC, String policyB) {
            Bytes secret = Bytes.concat(hash.zero(), Bytes.ofHex("00000151"), Bytes.ofHex("4000000b"));
            Bytes policyA = hash.hash(hash.hash(secret));
            Bytes either = Bytes.concat(hash.zero(), Bytes.ofHex("00000171"), policyA, Bytes.ofHex(policyC));

            assertThat(hash.hash(either).toHex()).isEqualTo(policyB);
            if (hash == HashAlgorithm.SHA256) {
                assertThat(policyA).isEqualTo(KeyFixture.POLICY_A);
            }
        }
    }
}
