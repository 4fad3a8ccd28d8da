package dev.touchstone.server.trust;

import static dev.touchstone.server.trust.Appraising.NOW;
import static dev.touchstone.server.trust.Appraising.appraise;
import static dev.touchstone.server.trust.Appraising.codes;
import static dev.touchstone.server.trust.Appraising.intermediate;
import static dev.touchstone.server.trust.Appraising.policy;
import static dev.touchstone.server.trust.Appraising.root;
import static dev.touchstone.server.trust.Appraising.trusted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.trust.TrustProperties.Expired;
import dev.touchstone.server.trust.TrustProperties.Sha1;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

class EndorsementTrustTest {

    private static final KeyPair EK = TestCa.rsaKeys();
    private static final PublicKey KEY = EK.getPublic();
    private static final TestCa ROOT = TestCa.named("Root");
    private static final X509Certificate ROOT_CERTIFICATE = ROOT.selfSigned();
    private static final TestCa MIDDLE = TestCa.named("Middle");
    private static final X509Certificate MIDDLE_CERTIFICATE =
            ROOT.issueCa(MIDDLE).sign();
    private static final Instant PAST = Instant.parse("2024-01-01T00:00:00Z");

    private final EndorsementTrust trust = Appraising.with(root(ROOT_CERTIFICATE));

    @Test
    void a_leaf_directly_under_a_root_is_trusted_and_named() {
        X509Certificate leaf = ROOT.issueEk(KEY).sign();

        EkTrust.Trusted trusted = trusted(appraise(trust, KEY, leaf));

        assertThat(trusted.identity()).isEqualTo(EkTrust.Identity.HARDWARE);
        assertThat(trusted.maker()).isEqualTo("Test Maker");
        assertThat(trusted.certificate()).isEqualTo(TestCa.der(leaf));
        assertThat(trusted.detail()).isEqualTo("TPM id:54455354 TestTPM id:0001; root CN=Root");
    }

    @Test
    void no_certificate_is_an_outcome_of_its_own() {
        assertThat(appraise(trust, KEY)).isEqualTo(new EkTrust.NoCertificate());
    }

    @Test
    void an_intermediate_counts_whether_imported_or_sent_by_the_client() {
        X509Certificate leaf = MIDDLE.issueEk(KEY).sign();

        assertThat(codes(appraise(trust, KEY, leaf))).containsExactly("ek-chain-untrusted");
        trusted(appraise(trust, KEY, leaf, MIDDLE_CERTIFICATE));
        trusted(appraise(Appraising.with(root(ROOT_CERTIFICATE), intermediate(MIDDLE_CERTIFICATE)), KEY, leaf));
    }

    @Test
    void an_imported_intermediate_is_not_trusted_for_itself() {
        X509Certificate leaf = MIDDLE.issueEk(KEY).sign();

        assertThat(codes(appraise(Appraising.with(intermediate(MIDDLE_CERTIFICATE)), KEY, leaf)))
                .containsExactly("ek-chain-untrusted");
    }

    @Test
    void a_root_sent_by_the_client_never_becomes_trusted() {
        TestCa forger = TestCa.named("Forger");
        X509Certificate leaf = forger.issueEk(KEY).sign();

        assertThat(codes(appraise(trust, KEY, leaf, forger.selfSigned()))).containsExactly("ek-chain-untrusted");
    }

    @Test
    void a_root_of_the_same_name_with_another_key_signs_nothing() {
        TestCa namesake = TestCa.named("Root");
        X509Certificate leaf = namesake.issueEk(KEY).sign();

        assertThat(codes(appraise(trust, KEY, leaf, namesake.selfSigned()))).containsExactly("ek-chain-untrusted");
    }

    @Test
    void a_self_signed_leaf_is_not_its_own_anchor() {
        TestCa self = new TestCa("Self", EK);
        X509Certificate leaf = self.issueEk(KEY).sign();

        assertThat(codes(appraise(trust, KEY, leaf))).containsExactly("ek-chain-untrusted");
        assertThat(codes(appraise(trust, KEY, leaf, leaf))).containsExactly("ek-chain-untrusted");
        assertThat(codes(appraise(trust, KEY, self.selfSigned())))
                .contains("ek-certificate-is-ca", "ek-chain-untrusted");
    }

    @Test
    void a_ca_certificate_is_no_ek_certificate_though_its_chain_holds() {
        TestCa ca = new TestCa("Ca", EK);

        assertThat(codes(appraise(trust, KEY, ROOT.issueCa(ca).sign())))
                .containsExactly("ek-certificate-is-ca", "ek-certificate-usage");
        assertThat(codes(appraise(trust, ROOT.keys().getPublic(), ROOT_CERTIFICATE)))
                .contains("ek-certificate-is-ca");
    }

    @Test
    void an_end_entity_does_not_become_a_ca_by_being_sent_as_one() {
        KeyPair endEntity = TestCa.ecKeys();
        X509Certificate genuine = ROOT.issueEk(endEntity.getPublic()).sign();
        X509Certificate leaf = new TestCa("", endEntity).issueEk(KEY).sign();

        assertThat(codes(appraise(trust, KEY, leaf, genuine))).containsExactly("ek-chain-untrusted");
    }

    @Test
    void the_certificate_of_another_key_is_refused_with_both_named() {
        X509Certificate leaf = ROOT.issueEk(TestCa.rsaKeys().getPublic()).sign();

        EkTrust outcome = appraise(trust, KEY, leaf);

        assertThat(codes(outcome)).containsExactly("ek-certificate-other-key");
        EkDefect defect = ((EkTrust.Refused) outcome).defects().getFirst();
        assertThat(defect.expected()).startsWith("RSA-2048 key with modulus sha256:");
        assertThat(defect.actual()).startsWith("RSA-2048 key").isNotEqualTo(defect.expected());
    }

    @Test
    void an_rsa_key_certified_under_RSAES_OAEP_is_the_same_key() {
        X509Certificate leaf = ROOT.issueEk(KEY).key(TestCa.oaep(KEY)).sign();

        trusted(appraise(trust, KEY, leaf));
        assertThat(codes(appraise(trust, TestCa.rsaKeys().getPublic(), leaf)))
                .containsExactly("ek-certificate-other-key");
    }

    @Test
    void usages_may_be_absent_but_not_of_another_kind() {
        trusted(appraise(trust, KEY, ROOT.issueBare(KEY).sign()));
        X509Certificate tls = ROOT.issueBare(KEY)
                .with(Extension.extendedKeyUsage, false, TestCa.purpose("1.3.6.1.5.5.7.3.1"))
                .sign();
        X509Certificate signing = ROOT.issueBare(KEY)
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .sign();

        assertThat(codes(appraise(trust, KEY, tls))).containsExactly("ek-certificate-usage");
        assertThat(codes(appraise(trust, KEY, signing))).containsExactly("ek-certificate-usage");
    }

    @Test
    void a_ca_for_attestation_keys_does_not_certify_endorsement_keys() {
        X509Certificate aikCa = ROOT.issueCa(MIDDLE)
                .with(Extension.extendedKeyUsage, false, TestCa.purpose("2.23.133.8.3"))
                .sign();

        assertThat(codes(appraise(trust, KEY, MIDDLE.issueEk(KEY).sign(), aikCa)))
                .containsExactly("ek-chain-usage");
    }

    @Test
    void an_unknown_critical_extension_refuses_the_chain() {
        X509Certificate leaf = ROOT.issueEk(KEY)
                .with(new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"), true, DERNull.INSTANCE)
                .sign();

        assertThat(codes(appraise(trust, KEY, leaf))).containsExactly("ek-chain-untrusted");
    }

    @Test
    void a_path_length_constraint_holds_for_intermediate_and_root() {
        TestCa below = TestCa.named("Below");
        X509Certificate leaf = below.issueEk(KEY).sign();
        X509Certificate belowCertificate = MIDDLE.issueCa(below).sign();
        X509Certificate last = ROOT.issueCa(MIDDLE)
                .with(Extension.basicConstraints, true, new BasicConstraints(0))
                .sign();
        X509Certificate shortRoot = ROOT.issueCa(ROOT)
                .with(Extension.basicConstraints, true, new BasicConstraints(1))
                .sign();

        trusted(appraise(trust, KEY, leaf, belowCertificate, MIDDLE_CERTIFICATE));
        assertThat(codes(appraise(trust, KEY, leaf, belowCertificate, last))).containsExactly("ek-chain-untrusted");
        assertThat(codes(appraise(Appraising.with(root(shortRoot)), KEY, leaf, belowCertificate, MIDDLE_CERTIFICATE)))
                .containsExactly("ek-chain-untrusted");
    }

    @Test
    void every_defect_is_reported_at_once() {
        X509Certificate leaf = TestCa.named("Nobody")
                .issueEk(TestCa.rsaKeys().getPublic())
                .with(Extension.extendedKeyUsage, true, TestCa.purpose("1.3.6.1.5.5.7.3.1"))
                .sign();

        assertThat(codes(appraise(trust, KEY, leaf)))
                .containsExactly("ek-certificate-other-key", "ek-certificate-usage", "ek-chain-untrusted");
    }

    @Test
    void an_expired_leaf_is_judged_by_policy() {
        X509Certificate leaf = ROOT.issueEk(KEY).valid(TestCa.BEGIN, PAST).sign();

        assertThat(codes(appraise(under(Expired.REFUSE), KEY, leaf))).containsExactly("ek-chain-expired");
        assertThat(trusted(appraise(under(Expired.ALLOW_LEAF), KEY, leaf)).detail())
                .contains(
                        "the EK certificate expired 2024-01-01T00:00:00Z, accepted by touchstone.trust.expired=allow-leaf");
        trusted(appraise(under(Expired.ALLOW), KEY, leaf));
    }

    @Test
    void an_expired_authority_is_accepted_only_where_policy_says_any() {
        X509Certificate expired = ROOT.issueCa(MIDDLE).valid(TestCa.BEGIN, PAST).sign();
        X509Certificate leaf = MIDDLE.issueEk(KEY).sign();

        assertThat(codes(appraise(under(Expired.REFUSE), KEY, leaf, expired))).containsExactly("ek-chain-expired");
        assertThat(codes(appraise(under(Expired.ALLOW_LEAF), KEY, leaf, expired)))
                .containsExactly("ek-chain-expired");
        assertThat(trusted(appraise(under(Expired.ALLOW), KEY, leaf, expired)).detail())
                .contains("CN=Middle expired 2024-01-01T00:00:00Z");
    }

    @Test
    void an_expired_root_is_an_expired_authority() {
        EndorsementTrust old = Appraising.with(root(ROOT.selfSigned(TestCa.BEGIN, PAST)));

        assertThat(codes(appraise(old, KEY, ROOT.issueEk(KEY).sign()))).containsExactly("ek-chain-expired");
    }

    @Test
    void a_valid_certificate_of_the_same_authority_is_preferred_to_an_expired_one() {
        X509Certificate expired = ROOT.issueCa(MIDDLE).valid(TestCa.BEGIN, PAST).sign();
        X509Certificate leaf = MIDDLE.issueEk(KEY).sign();

        trusted(appraise(trust, KEY, leaf, expired, MIDDLE_CERTIFICATE));
        trusted(appraise(trust, KEY, leaf, MIDDLE_CERTIFICATE, expired));
    }

    @Test
    void a_chain_that_was_never_valid_as_a_whole_is_refused_under_every_policy() {
        X509Certificate expired = ROOT.issueCa(MIDDLE).valid(TestCa.BEGIN, PAST).sign();
        X509Certificate later =
                MIDDLE.issueEk(KEY).valid(PAST.plusSeconds(1), TestCa.END).sign();

        assertThat(codes(appraise(under(Expired.ALLOW), KEY, later, expired))).containsExactly("ek-chain-untrusted");
    }

    @Test
    void a_certificate_from_the_future_is_refused_under_every_policy() {
        X509Certificate leaf =
                ROOT.issueEk(KEY).valid(NOW.plusSeconds(60), TestCa.END).sign();

        assertThat(codes(appraise(under(Expired.ALLOW), KEY, leaf))).containsExactly("ek-chain-not-yet-valid");
    }

    @Test
    void a_sha1_signature_below_the_root_is_judged_by_policy() {
        X509Certificate leaf = ROOT.issueEk(KEY).sign("SHA1withECDSA");
        EndorsementTrust strict =
                Appraising.with(policy(Expired.ALLOW_LEAF, Sha1.REFUSE), List.of(root(ROOT_CERTIFICATE)));

        assertThat(trusted(appraise(trust, KEY, leaf)).detail()).contains("SHA-1");
        assertThat(codes(appraise(strict, KEY, leaf))).containsExactly("ek-chain-weak-signature");
        trusted(appraise(strict, KEY, ROOT.issueEk(KEY).sign()));
    }

    @Test
    void sha1_inside_pss_is_sha1() {
        TestCa rsa = new TestCa("Rsa", TestCa.rsaKeys());

        assertThat(SignatureHash.isSha1(rsa.issueEk(KEY).sign("SHA1withRSAandMGF1")))
                .isTrue();
        assertThat(SignatureHash.isSha1(rsa.issueEk(KEY).sign("SHA256withRSAandMGF1")))
                .isFalse();
    }

    @Test
    void a_virtual_root_gives_a_virtual_identity() {
        EndorsementTrust cloud = Appraising.with(root(ROOT_CERTIFICATE, Appraising.VIRTUAL));

        EkTrust.Trusted trusted = trusted(appraise(cloud, KEY, ROOT.issueEk(KEY).sign()));

        assertThat(trusted.identity()).isEqualTo(EkTrust.Identity.VIRTUAL);
        assertThat(trusted.maker()).isEqualTo("Test Cloud");
    }

    @Test
    void of_two_roots_that_vouch_the_virtual_one_decides_what_is_claimed() {
        TestCa cloud = TestCa.named("Cloud");
        X509Certificate cross = cloud.issueCa(MIDDLE).sign();
        EndorsementTrust both = Appraising.with(root(ROOT_CERTIFICATE), root(cloud.selfSigned(), Appraising.VIRTUAL));

        EkTrust outcome = appraise(both, KEY, MIDDLE.issueEk(KEY).sign(), MIDDLE_CERTIFICATE, cross);

        assertThat(trusted(outcome).identity()).isEqualTo(EkTrust.Identity.VIRTUAL);
    }

    @Test
    void garbage_anywhere_among_the_certificates_is_refused_and_numbered() {
        Bytes leaf = TestCa.der(ROOT.issueEk(KEY).sign());

        EkTrust outcome =
                trust.appraise(Bytes.of(KEY.getEncoded()), List.of(leaf, Bytes.ofHex("30030201"), Bytes.EMPTY), NOW);

        assertThat(codes(outcome)).containsExactly("ek-certificate-malformed", "ek-certificate-malformed");
        assertThat(((EkTrust.Refused) outcome).defects().getLast().summary()).contains("Certificate 2");
    }

    @Test
    void more_certificates_than_eight_are_not_looked_at() {
        Bytes leaf = TestCa.der(ROOT.issueEk(KEY).sign());

        assertThat(codes(trust.appraise(Bytes.of(KEY.getEncoded()), Collections.nCopies(9, leaf), NOW)))
                .containsExactly("ek-certificates-too-many");
        trusted(trust.appraise(Bytes.of(KEY.getEncoded()), Collections.nCopies(8, leaf), NOW));
    }

    @Test
    void a_caller_that_gives_no_key_is_told_so() {
        assertThatIllegalArgumentException().isThrownBy(() -> trust.appraise(Bytes.EMPTY, List.of(), NOW));
    }

    private EndorsementTrust under(Expired expired) {
        return Appraising.with(policy(expired, Sha1.ALLOW), List.of(root(ROOT_CERTIFICATE)));
    }
}
