package dev.touchstone.quote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.quote.QuoteDefect.Code;
import dev.touchstone.quote.QuoteDefect.Tier;
import dev.touchstone.tpm.PcrSelection;
import dev.touchstone.tpm.PcrSelection.Bank;
import dev.touchstone.tpm.SignatureAlgorithm;
import dev.touchstone.tpm.TpmName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A quote")
class QuoteVerifierTest {

    private static final QuoteFixture HOST = QuoteFixture.p256();
    private static final PcrValues VALUES = QuoteFixture.values(HashAlgorithm.SHA256, 16);
    private static final PcrSelection SELECTION = QuoteFixture.selectionOf(VALUES);

    private static QuoteOutcome verify(AttestBuilder attest) {
        return verify(attest.build());
    }

    private static QuoteOutcome verify(Bytes attest) {
        return QuoteVerifier.verify(new Quote(attest, HOST.sign(attest), VALUES), HOST.expected(SELECTION));
    }

    private static AttestBuilder good() {
        return HOST.attest(SELECTION, VALUES);
    }

    private static QuoteOutcome.Refused refused(QuoteOutcome outcome) {
        assertThat(outcome).isInstanceOf(QuoteOutcome.Refused.class);
        return (QuoteOutcome.Refused) outcome;
    }

    private static List<Code> codes(QuoteOutcome outcome) {
        return refused(outcome).defects().stream().map(QuoteDefect::code).toList();
    }

    private static PcrSelection sha256(Integer... pcrs) {
        return PcrSelection.of(Bank.of(HashAlgorithm.SHA256, List.of(pcrs)));
    }

    @ParameterizedTest
    @CsvSource({
        "ECDSA, 256, SHA256",
        "ECDSA, 384, SHA384",
        "ECDSA, 384, SHA256",
        "RSASSA, 2048, SHA256",
        "RSASSA, 3072, SHA384",
        "RSAPSS, 2048, SHA256"
    })
    @DisplayName("of any supported scheme verifies, its digest made with the scheme's hash")
    void verifies(SignatureAlgorithm algorithm, int bits, HashAlgorithm hash) {
        VerifiedQuote verified = QuoteFixture.of(algorithm, bits, hash).verified(VALUES);

        assertThat(verified.pcrs()).isEqualTo(VALUES);
        assertThat(verified.selection()).isEqualTo(SELECTION);
        assertThat(verified.underEndorsementKey()).isTrue();
    }

    @Nested
    @DisplayName("not shown to be the host's answer to this challenge")
    class NotAuthentic {

        @Test
        void signed_by_another_key_is_refused() {
            Bytes attest = good().build();
            Quote quote = new Quote(attest, QuoteFixture.p256().sign(attest), VALUES);

            QuoteOutcome outcome = QuoteVerifier.verify(quote, HOST.expected(SELECTION));

            assertThat(codes(outcome)).containsExactly(Code.SIGNATURE_INVALID);
            assertThat(refused(outcome).tier()).isEqualTo(Tier.NOT_AUTHENTIC);
        }

        @Test
        void with_another_magic_is_refused_though_signed() {
            QuoteOutcome outcome = verify(good().magic(0xff544348));

            assertThat(refused(outcome).defects()).singleElement().satisfies(defect -> {
                assertThat(defect.code()).isEqualTo(Code.ATTEST_MAGIC);
                assertThat(defect.expected()).isEqualTo("ff544347");
                assertThat(defect.actual()).isEqualTo("ff544348");
            });
        }

        @ParameterizedTest
        @ValueSource(ints = {0x8014, 0x8017, 0x8019, 0x801a, 0})
        void of_another_attestation_type_is_refused_though_signed(int type) {
            assertThat(codes(verify(good().type(type)))).containsExactly(Code.ATTEST_TYPE);
        }

        @Test
        void with_surplus_bytes_is_refused_though_signed() {
            Bytes attest = Bytes.concat(good().build(), Bytes.of((byte) 0));

            assertThat(codes(verify(attest))).containsExactly(Code.ATTEST_MALFORMED);
        }

        @Test
        void cut_at_any_byte_is_refused_though_signed() {
            Bytes attest = good().build();
            for (int length = 0; length < attest.length(); length++) {
                assertThat(codes(verify(attest.slice(0, length)))).containsExactly(Code.ATTEST_MALFORMED);
            }
        }

        @Test
        void with_any_bit_flipped_is_refused() {
            Quote quote = HOST.quote(VALUES);
            for (int bit = 0; bit < quote.attest().length() * Byte.SIZE; bit += 3) {
                Quote flipped = new Quote(flip(quote.attest(), bit), quote.signature(), VALUES);

                assertThat(codes(QuoteVerifier.verify(flipped, HOST.expected(SELECTION))))
                        .contains(Code.SIGNATURE_INVALID);
            }
        }

        @Test
        void with_any_bit_of_the_signature_flipped_is_refused() {
            Quote quote = HOST.quote(VALUES);
            for (int bit = 0; bit < quote.signature().length() * Byte.SIZE; bit++) {
                Quote flipped = new Quote(quote.attest(), flip(quote.signature(), bit), VALUES);

                assertThat(QuoteVerifier.verify(flipped, HOST.expected(SELECTION)))
                        .isInstanceOf(QuoteOutcome.Refused.class);
            }
        }

        @Test
        void with_a_signature_cut_at_any_byte_or_with_surplus_is_refused() {
            Quote quote = HOST.quote(VALUES);
            Bytes signature = quote.signature();
            for (int length = 0; length < signature.length(); length++) {
                Quote cut = new Quote(quote.attest(), signature.slice(0, length), VALUES);

                assertThat(codes(QuoteVerifier.verify(cut, HOST.expected(SELECTION))))
                        .containsExactly(Code.SIGNATURE_MALFORMED);
            }
            Quote longer = new Quote(quote.attest(), Bytes.concat(signature, Bytes.of((byte) 0)), VALUES);
            assertThat(codes(QuoteVerifier.verify(longer, HOST.expected(SELECTION))))
                    .containsExactly(Code.SIGNATURE_MALFORMED);
        }

        @Test
        void over_another_nonce_is_refused() {
            assertThat(codes(verify(good().nonce(Bytes.filled(32, 0x5b))))).containsExactly(Code.NONCE_MISMATCH);
            assertThat(codes(verify(good().nonce(Bytes.EMPTY)))).containsExactly(Code.NONCE_MISMATCH);
        }

        @Test
        void by_a_key_that_could_as_well_sign_otherwise_is_refused() {
            QuoteFixture pss = QuoteFixture.of(SignatureAlgorithm.RSAPSS, 2048, HashAlgorithm.SHA256);
            Quote quote = pss.quote(VALUES);
            Bytes relabelled =
                    Bytes.concat(Bytes.ofHex("0014"), quote.signature().slice(2, 262));

            QuoteOutcome outcome =
                    QuoteVerifier.verify(new Quote(quote.attest(), relabelled, VALUES), pss.expected(SELECTION));

            assertThat(codes(outcome)).contains(Code.SIGNATURE_SCHEME, Code.SIGNATURE_INVALID);
        }

        @Test
        void signed_with_a_weak_hash_is_refused_though_it_is_the_keys_scheme() {
            QuoteFixture weak = QuoteFixture.of(SignatureAlgorithm.RSASSA, 2048, HashAlgorithm.SHA1);

            QuoteOutcome outcome = QuoteVerifier.verify(weak.quote(VALUES), weak.expected(SELECTION));

            assertThat(codes(outcome)).containsExactly(Code.SIGNATURE_HASH_WEAK);
        }
    }

    @Nested
    @DisplayName("with an RSAPSS salt")
    class Salt {

        @ParameterizedTest
        @CsvSource({"32, true", "222, true", "20, false", "0, false", "221, false"})
        @DisplayName("verifies if it is as long as the digest or as long as can be, and not otherwise")
        void salts(int bytes, boolean accepted) {
            QuoteFixture pss = QuoteFixture.of(SignatureAlgorithm.RSAPSS, 2048, HashAlgorithm.SHA256)
                    .salt(bytes);

            QuoteOutcome outcome = QuoteVerifier.verify(pss.quote(VALUES), pss.expected(SELECTION));

            assertThat(outcome instanceof QuoteOutcome.Verified).isEqualTo(accepted);
        }
    }

    @Nested
    @DisplayName("by a key that is not under the endorsement key")
    class Hierarchies {

        private final TpmName ak = HOST.ak().name();

        private QuoteOutcome signedBy(TpmName signer, boolean allowed) {
            Bytes attest = good().signer(signer).build();
            Expected expected = new Expected(HOST.ak(), HOST.ek(), QuoteFixture.NONCE, SELECTION, allowed);
            return QuoteVerifier.verify(new Quote(attest, HOST.sign(attest), VALUES), expected);
        }

        @Test
        void in_the_owner_hierarchy_is_refused_and_says_so() {
            for (TpmName signer : List.of(ak.qualifiedAsOwnerPrimary(), TpmName.qualifiedUnderOwner(HOST.ek(), ak))) {
                assertThat(refused(signedBy(signer, false)).defects())
                        .singleElement()
                        .satisfies(defect -> {
                            assertThat(defect.code()).isEqualTo(Code.QUALIFIED_SIGNER);
                            assertThat(defect.summary()).contains("owner hierarchy");
                            assertThat(defect.tier()).isEqualTo(Tier.NOT_AUTHENTIC);
                        });
            }
        }

        @Test
        void as_a_primary_of_the_endorsement_hierarchy_is_refused_and_says_so() {
            assertThat(refused(signedBy(ak.qualifiedAsEndorsementPrimary(), false))
                            .defects())
                    .singleElement()
                    .satisfies(defect -> assertThat(defect.summary()).contains("primary key of the endorsement"));
        }

        @Test
        void under_another_endorsement_key_is_refused() {
            TpmName other = new TpmName(HashAlgorithm.SHA256, Bytes.filled(32, 1));

            assertThat(codes(signedBy(TpmName.qualifiedUnderEndorsement(other, ak), false)))
                    .containsExactly(Code.QUALIFIED_SIGNER);
        }

        @Test
        void is_accepted_where_policy_says_so_with_its_counters_marked_obfuscated() {
            QuoteOutcome outcome = signedBy(ak.qualifiedAsOwnerPrimary(), true);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            QuoteOutcome.Verified.class,
                            verified -> assertThat(verified.quote().underEndorsementKey())
                                    .isFalse());
        }
    }

    @Nested
    @DisplayName("authentic, but not consistent")
    class Inconsistent {

        private void refusedAs(QuoteOutcome outcome, Code... codes) {
            assertThat(codes(outcome)).containsExactlyInAnyOrder(codes);
            assertThat(refused(outcome).tier()).isEqualTo(Tier.INCONSISTENT);
        }

        private QuoteOutcome signedSelection(PcrSelection selection, PcrValues values) {
            Bytes attest = HOST.attest(selection, values).build();
            return QuoteVerifier.verify(new Quote(attest, HOST.sign(attest), values), HOST.expected(SELECTION));
        }

        @Test
        void smaller_signed_selection_is_refused() {
            PcrValues fewer = QuoteFixture.values(HashAlgorithm.SHA256, 15);

            refusedAs(signedSelection(QuoteFixture.selectionOf(fewer), fewer), Code.PCR_SELECTION);
        }

        @Test
        void larger_signed_selection_is_refused() {
            PcrValues more = QuoteFixture.values(HashAlgorithm.SHA256, 17);

            refusedAs(signedSelection(QuoteFixture.selectionOf(more), more), Code.PCR_SELECTION);
        }

        @Test
        void another_bank_is_refused() {
            PcrValues sha384 = QuoteFixture.values(HashAlgorithm.SHA384, 16);

            refusedAs(signedSelection(QuoteFixture.selectionOf(sha384), sha384), Code.PCR_SELECTION);
        }

        @Test
        void reordered_banks_are_refused() throws MalformedException {
            PcrValues both = PcrValues.of(Map.of(
                    HashAlgorithm.SHA1, Map.of(0, Bytes.filled(20, 1)),
                    HashAlgorithm.SHA256, Map.of(0, Bytes.filled(32, 1))));
            Bank sha1 = Bank.of(HashAlgorithm.SHA1, List.of(0));
            Bank sha256 = Bank.of(HashAlgorithm.SHA256, List.of(0));
            Bytes attest = HOST.attest(PcrSelection.of(sha1, sha256), both).build();

            QuoteOutcome outcome = QuoteVerifier.verify(
                    new Quote(attest, HOST.sign(attest), both), HOST.expected(PcrSelection.of(sha256, sha1)));

            refusedAs(outcome, Code.PCR_SELECTION);
        }

        @Test
        void digest_of_other_values_is_refused() {
            QuoteOutcome outcome = verify(good().pcrDigest(Bytes.filled(32, 9)));

            refusedAs(outcome, Code.PCR_DIGEST);
            assertThat(refused(outcome).defects().getFirst().expected())
                    .isEqualTo(Bytes.filled(32, 9).toHex());
        }

        @Test
        void digest_made_with_another_hash_is_refused() {
            refusedAs(
                    verify(good().pcrDigest(AttestBuilder.digest(HashAlgorithm.SHA384, SELECTION, VALUES))),
                    Code.PCR_DIGEST);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 7, 15})
        void one_changed_pcr_value_is_refused(int pcr) throws MalformedException {
            Map<Integer, Bytes> changed = new HashMap<>(VALUES.bank(HashAlgorithm.SHA256));
            changed.put(pcr, Bytes.filled(32, 0xee));

            refusedAs(withValues(PcrValues.of(Map.of(HashAlgorithm.SHA256, changed))), Code.PCR_DIGEST);
        }

        @Test
        void missing_value_is_refused_by_name() throws MalformedException {
            Map<Integer, Bytes> fewer = new HashMap<>(VALUES.bank(HashAlgorithm.SHA256));
            fewer.remove(4);

            QuoteOutcome outcome = withValues(PcrValues.of(Map.of(HashAlgorithm.SHA256, fewer)));

            refusedAs(outcome, Code.PCR_VALUES_MISSING);
            assertThat(refused(outcome).defects().getFirst().actual()).contains("sha256:4");
        }

        @Test
        void surplus_values_are_refused_by_name_even_in_another_bank() throws MalformedException {
            Map<Integer, Bytes> more = new HashMap<>(VALUES.bank(HashAlgorithm.SHA256));
            more.put(23, Bytes.filled(32, 1));
            QuoteOutcome outcome = withValues(PcrValues.of(
                    Map.of(HashAlgorithm.SHA256, more, HashAlgorithm.SHA1, Map.of(2, Bytes.filled(20, 1)))));

            refusedAs(outcome, Code.PCR_VALUES_SURPLUS);
            assertThat(refused(outcome).defects().getFirst().actual()).isEqualTo("sha1:2, sha256:23");
        }

        private QuoteOutcome withValues(PcrValues values) {
            Bytes attest = good().build();
            return QuoteVerifier.verify(new Quote(attest, HOST.sign(attest), values), HOST.expected(SELECTION));
        }
    }

    @Test
    @DisplayName("whose signed selection names a bank twice is refused")
    void duplicated_selection_is_refused() {
        Bytes once = sha256(0).marshal().slice(4, 10);
        Bytes twice = Bytes.concat(Bytes.ofHex("00000002"), once, once);

        assertThat(codes(verify(good().selection(twice)))).containsExactly(Code.ATTEST_MALFORMED);
    }

    @Test
    @DisplayName("wrong in many ways is told all of them")
    void everything_is_collected() {
        Bytes attest = good().nonce(Bytes.EMPTY)
                .signer(HOST.ak().name())
                .pcrDigest(Bytes.EMPTY)
                .selection(sha256(IntStream.range(0, 15).boxed().toArray(Integer[]::new)))
                .build();
        Quote quote = new Quote(attest, QuoteFixture.p256().sign(attest), VALUES);

        QuoteOutcome outcome = QuoteVerifier.verify(quote, HOST.expected(SELECTION));

        assertThat(codes(outcome))
                .containsExactlyInAnyOrder(
                        Code.SIGNATURE_INVALID,
                        Code.NONCE_MISMATCH,
                        Code.QUALIFIED_SIGNER,
                        Code.PCR_SELECTION,
                        Code.PCR_VALUES_SURPLUS,
                        Code.PCR_DIGEST);
        assertThat(refused(outcome).tier()).isEqualTo(Tier.NOT_AUTHENTIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"})
    @DisplayName("whose r is zero or the order of the curve is refused")
    void scalars_out_of_range_are_refused(String r) {
        Bytes attest = good().build();
        Bytes s = HOST.sign(attest).slice(38, 72);
        Bytes scalar = Bytes.ofHex(r);
        Bytes signature = Bytes.concat(Bytes.ofHex("0018000b"), Bytes.of((byte) 0, (byte) scalar.length()), scalar, s);

        QuoteOutcome outcome = QuoteVerifier.verify(new Quote(attest, signature, VALUES), HOST.expected(SELECTION));

        assertThat(codes(outcome)).containsExactly(Code.SIGNATURE_INVALID);
    }

    private static Bytes flip(Bytes bytes, int bit) {
        byte[] flipped = bytes.toArray();
        flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
        return Bytes.of(flipped);
    }
}
