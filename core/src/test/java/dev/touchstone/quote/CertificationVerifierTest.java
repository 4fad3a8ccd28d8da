package dev.touchstone.quote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.quote.CertificationOutcome.Refused;
import dev.touchstone.tpm.KeyDefect;
import dev.touchstone.tpm.KeyFixture;
import dev.touchstone.tpm.ObjectAttributes;
import dev.touchstone.tpm.ObjectAttributes.Attribute;
import dev.touchstone.tpm.SignatureAlgorithm;
import dev.touchstone.tpm.TpmName;
import dev.touchstone.tpm.TpmPublic;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A certified key")
class CertificationVerifierTest {

    private static final QuoteFixture HOST = QuoteFixture.p256();
    private static final PublicKey P256 = generate("EC", 256);
    private static final TpmPublic KEY = KeyFixture.client(P256).parse();

    private static PublicKey generate(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair().getPublic();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A good certification of {@code key}, to be spoilt. */
    private static AttestBuilder of(TpmPublic key) {
        TpmName parent = new TpmName(HashAlgorithm.SHA256, Bytes.filled(32, 0x33));
        return new AttestBuilder()
                .signer(HOST.signer())
                .nonce(QuoteFixture.NONCE)
                .certifies(key.name().bytes(), key.name().qualifiedName(parent).bytes());
    }

    private static CertificationOutcome verify(TpmPublic key, Bytes attest) {
        return verify(new Certification(key, attest, HOST.sign(attest)));
    }

    private static CertificationOutcome verify(Certification sent) {
        return CertificationVerifier.verify(sent, HOST.ak(), HOST.ek(), QuoteFixture.NONCE);
    }

    private static Refused refused(CertificationOutcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return (Refused) outcome;
    }

    private static List<String> codes(CertificationOutcome outcome) {
        return refused(outcome).defects().stream().map(KeyDefect::code).toList();
    }

    @ParameterizedTest
    @CsvSource({"EC, 256", "EC, 384", "RSA, 2048", "RSA, 3072"})
    @DisplayName("of any supported kind, bound to no scheme, is trusted to be what it says")
    void certified(String algorithm, int bits) {
        TpmPublic key = KeyFixture.client(generate(algorithm, bits)).parse();

        CertificationOutcome outcome = verify(key, of(key).build());

        assertThat(outcome).isInstanceOfSatisfying(CertificationOutcome.Certified.class, certified -> {
            assertThat(certified.key().key()).isEqualTo(key);
            assertThat(certified.key().ak()).isEqualTo(HOST.ak().name());
            assertThat(certified.key().attest().name()).isEqualTo(key.name());
        });
    }

    @Test
    void bound_to_a_strong_scheme_is_trusted_too() {
        TpmPublic key = KeyFixture.ak(P256, SignatureAlgorithm.ECDSA, HashAlgorithm.SHA256)
                .attributes(KeyFixture.CLIENT.value())
                .parse();

        assertThat(verify(key, of(key).build())).isInstanceOf(CertificationOutcome.Certified.class);
    }

    @Nested
    @DisplayName("not shown to be certified by this host, over this challenge")
    class NotAuthentic {

        private void isForeign(CertificationOutcome outcome, String code) {
            assertThat(codes(outcome)).containsExactly(code);
            assertThat(refused(outcome).authentic()).isFalse();
        }

        @Test
        void by_another_attestation_key_is_refused() {
            Bytes attest = of(KEY).build();

            isForeign(
                    verify(new Certification(KEY, attest, QuoteFixture.p256().sign(attest))),
                    "certify-signature-invalid");
        }

        @Test
        void over_another_challenge_is_refused() {
            isForeign(verify(KEY, of(KEY).nonce(Bytes.filled(32, 0x5b)).build()), "certify-nonce-mismatch");
            isForeign(verify(KEY, of(KEY).nonce(Bytes.EMPTY).build()), "certify-nonce-mismatch");
        }

        @Test
        void with_another_magic_is_refused_though_signed() {
            isForeign(verify(KEY, of(KEY).magic(0xff544348).build()), "certify-attest-magic");
        }

        @Test
        @DisplayName("a quote over the same challenge, by the same key, certifies nothing")
        void a_quote_in_its_place() {
            Quote quote = HOST.quote(QuoteFixture.values(HashAlgorithm.SHA256, 16));

            isForeign(verify(new Certification(KEY, quote.attest(), quote.signature())), "certify-attest-type");
        }

        @Test
        @DisplayName("and as a quote a certification over the same challenge is refused")
        void in_place_of_a_quote() {
            PcrValues values = QuoteFixture.values(HashAlgorithm.SHA256, 16);
            Bytes attest = of(KEY).build();

            QuoteOutcome outcome = QuoteVerifier.verify(
                    new Quote(attest, HOST.sign(attest), values), HOST.expected(QuoteFixture.selectionOf(values)));

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            QuoteOutcome.Refused.class,
                            refused -> assertThat(refused.defects().stream().map(QuoteDefect::code))
                                    .containsExactly(QuoteDefect.Code.ATTEST_TYPE));
        }

        @ParameterizedTest
        @DisplayName("of another attestation type is refused though signed")
        @CsvSource({"32788", "32790", "32793", "32794", "0"})
        void of_another_type(int type) {
            isForeign(verify(KEY, of(KEY).type(type).build()), "certify-attest-type");
        }

        @Test
        void by_a_signer_that_is_not_under_the_endorsement_key_is_refused() {
            isForeign(
                    verify(
                            KEY,
                            of(KEY).signer(HOST.ak().name().qualifiedAsOwnerPrimary())
                                    .build()),
                    "certify-qualified-signer");
        }

        @Test
        void cut_at_any_byte_or_with_one_more_is_refused_though_signed() {
            Bytes attest = of(KEY).build();
            for (int length = 0; length < attest.length(); length++) {
                isForeign(verify(KEY, attest.slice(0, length)), "certify-attest-malformed");
            }
            isForeign(verify(KEY, Bytes.concat(attest, Bytes.of((byte) 0))), "certify-attest-malformed");
        }

        @Test
        void with_any_bit_flipped_is_refused() {
            Bytes attest = of(KEY).build();
            Bytes signature = HOST.sign(attest);
            for (int bit = 0; bit < attest.length() * Byte.SIZE; bit += 3) {
                assertThat(codes(verify(new Certification(KEY, flip(attest, bit), signature))))
                        .contains("certify-signature-invalid");
            }
        }

        private static Bytes flip(Bytes bytes, int bit) {
            byte[] flipped = bytes.toArray();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            return Bytes.of(flipped);
        }
    }

    @Nested
    @DisplayName("truly certified by this host")
    class NotFit {

        private CertificationOutcome certified(KeyFixture fixture) {
            TpmPublic key = fixture.parse();
            return verify(key, of(key).build());
        }

        private int without(Attribute attribute) {
            return KeyFixture.CLIENT.value() & ~ObjectAttributes.of(attribute).value();
        }

        private int with(Attribute attribute) {
            return KeyFixture.CLIENT.value() | ObjectAttributes.of(attribute).value();
        }

        @Test
        @DisplayName("but with another public area sent beside it is refused, told both Names")
        void another_public_area() {
            TpmPublic mine = KeyFixture.client(generate("EC", 256)).parse();

            Refused refused = refused(verify(mine, of(KEY).build()));

            assertThat(refused.authentic()).isTrue();
            assertThat(refused.defects())
                    .containsExactly(new KeyDefect(
                            "certify-name",
                            "another key was certified than the one sent",
                            mine.name().toString(),
                            KEY.name().toString()));
        }

        @Test
        @DisplayName("but sent with better attributes than it has is refused")
        void improved_attributes() {
            TpmPublic imported = KeyFixture.client(P256)
                    .attributes(without(Attribute.FIXED_TPM))
                    .parse();

            assertThat(codes(verify(KEY, of(imported).build()))).containsExactly("certify-name");
        }

        @ParameterizedTest
        @CsvSource({
            "FIXED_TPM, client-key-not-fixed-tpm",
            "FIXED_PARENT, client-key-not-fixed-parent",
            "SENSITIVE_DATA_ORIGIN, client-key-not-made-in-tpm",
            "SIGN, client-key-cannot-sign"
        })
        void but_without_an_attribute_it_needs_is_refused(Attribute attribute, String code) {
            CertificationOutcome outcome = certified(KeyFixture.client(P256).attributes(without(attribute)));

            assertThat(codes(outcome)).containsExactly(code);
            assertThat(refused(outcome).authentic()).isTrue();
        }

        @ParameterizedTest
        @CsvSource({"RESTRICTED, client-key-restricted", "DECRYPT, client-key-can-decrypt"})
        void but_for_another_use_is_refused(Attribute attribute, String code) {
            assertThat(codes(certified(KeyFixture.client(P256).attributes(with(attribute)))))
                    .containsExactly(code);
        }

        @Test
        @DisplayName("the attestation key itself is no client key")
        void the_attestation_key() {
            TpmPublic ak = HOST.ak().publicArea();

            assertThat(codes(verify(ak, of(ak).build()))).containsExactly("client-key-restricted");
        }

        @Test
        void but_too_small_or_under_a_weak_name_or_scheme_is_refused() {
            assertThat(codes(certified(KeyFixture.client(generate("RSA", 1024)))))
                    .containsExactly("client-key-key-size");
            assertThat(codes(certified(KeyFixture.client(P256).nameAlg(HashAlgorithm.SHA1))))
                    .containsExactly("client-key-name-alg");
            assertThat(codes(certified(KeyFixture.ak(P256, SignatureAlgorithm.ECDSA, HashAlgorithm.SHA1)
                            .attributes(KeyFixture.CLIENT.value()))))
                    .containsExactly("client-key-scheme");
        }

        @Test
        void but_with_a_qualified_name_of_another_hash_is_refused() {
            Bytes sha384 = new TpmName(HashAlgorithm.SHA384, Bytes.filled(48, 3)).bytes();

            assertThat(codes(verify(
                            KEY, of(KEY).certifies(KEY.name().bytes(), sha384).build())))
                    .containsExactly("certify-qualified-name");
        }

        @ParameterizedTest
        @EnumSource(
                value = Attribute.class,
                names = {"NO_DA", "ST_CLEAR", "ADMIN_WITH_POLICY"})
        void with_an_attribute_that_does_not_matter_is_trusted(Attribute attribute) {
            assertThat(certified(KeyFixture.client(P256).attributes(with(attribute))))
                    .isInstanceOf(CertificationOutcome.Certified.class);
        }
    }

    @Test
    void wrong_in_every_way_is_told_all_of_it() {
        TpmPublic bad = KeyFixture.client(P256).attributes(0).parse();
        Bytes attest = of(KEY).nonce(Bytes.EMPTY).signer(KEY.name()).build();

        Refused refused = refused(
                verify(new Certification(bad, attest, QuoteFixture.p256().sign(attest))));

        assertThat(refused.authentic()).isFalse();
        assertThat(codes(refused))
                .containsExactly(
                        "certify-signature-invalid",
                        "certify-nonce-mismatch",
                        "certify-qualified-signer",
                        "certify-name",
                        "client-key-not-fixed-tpm",
                        "client-key-not-fixed-parent",
                        "client-key-not-made-in-tpm",
                        "client-key-cannot-sign");
    }
}
