package dev.touchstone.server.trust;

import static dev.touchstone.server.trust.Appraising.NOW;
import static dev.touchstone.server.trust.Appraising.codes;
import static dev.touchstone.server.trust.Appraising.policy;
import static dev.touchstone.server.trust.Appraising.trusted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.server.trust.TrustProperties.Expired;
import dev.touchstone.server.trust.TrustProperties.Sha1;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.X509Certificate;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EK certificates read from real TPMs, under all the makers' certificates. */
class RealCertificatesTest {

    @ParameterizedTest
    @ValueSource(strings = {"ab21ccf2-tpmcert.pem", "nuc-1/tpmcert.pem", "nuc-2/tpmcert.pem"})
    void an_STMicroelectronics_certificate_expired_in_2024_is_judged_by_policy(String name) throws Exception {
        X509Certificate leaf = Vectors.hirsPem(name);

        assertThat(codes(appraise(Expired.REFUSE, leaf))).containsExactly("ek-chain-expired");
        for (Expired accepting : new Expired[] {Expired.ALLOW_LEAF, Expired.ALLOW}) {
            EkTrust.Trusted trusted = trusted(appraise(accepting, leaf));
            assertThat(trusted.maker()).isEqualTo("STMicroelectronics");
            assertThat(trusted.identity()).isEqualTo(EkTrust.Identity.HARDWARE);
            assertThat(trusted.detail())
                    .startsWith("TPM id:53544D20 ST33ZP24PVSP id:0D0C; root ")
                    .contains("the EK certificate expired 2024-0")
                    .contains("SHA-1");
        }
    }

    @Test
    void behind_its_seven_byte_header_it_is_the_same_certificate() throws Exception {
        Bytes stored = Vectors.hirs("nuc-1/ek_cert_untouched.cer");
        Bytes bare = Vectors.hirs("nuc-1/ek_cert_7_byte_header_removed.cer");

        assertThat(EkCertificate.read(stored)).isEqualTo(EkCertificate.read(bare));
        assertThat(trusted(trust(Expired.ALLOW_LEAF)
                                .appraise(keyAsTheTpmShowsIt(Vectors.der(bare)), List.of(stored), NOW))
                        .certificate())
                .isEqualTo(bare);
    }

    @Test
    void a_padded_Nuvoton_certificate_lies_directly_under_its_root() throws Exception {
        Bytes padded = Vectors.hirs("ek_cert_with_padded_bytes.cer");
        X509Certificate leaf = Vectors.der(padded);

        EkTrust.Trusted trusted =
                trusted(trust(Expired.REFUSE).appraise(keyAsTheTpmShowsIt(leaf), List.of(padded), NOW));

        assertThat(trusted.maker()).isEqualTo("Nuvoton");
        assertThat(trusted.certificate()).isEqualTo(padded.slice(0, 908));
        assertThat(trusted.detail()).startsWith("TPM id:4E544300 NPCT6xx id:0581; root ");
    }

    @Test
    void an_Infineon_certificate_with_header_fill_and_policy_qualifiers_is_trusted() throws Exception {
        Bytes stored = Vectors.hirs("ek_cert_with_security_assertions.cer");
        X509Certificate leaf = Vectors.der(stored);

        EkTrust.Trusted trusted =
                trusted(trust(Expired.ALLOW_LEAF).appraise(keyAsTheTpmShowsIt(leaf), List.of(stored), NOW));

        assertThat(trusted.maker()).isEqualTo("Infineon");
        assertThat(trusted.detail()).contains("SLB9635TT1.2").contains("expired 2023-11-15");
    }

    @Test
    void with_sha1_refused_these_old_certificates_are_too() throws Exception {
        X509Certificate leaf = Vectors.der(Vectors.hirs("ek_cert_with_padded_bytes.cer"));
        EndorsementTrust strict = Appraising.with(policy(Expired.ALLOW_LEAF, Sha1.REFUSE), Vectors.anchors());

        assertThat(codes(strict.appraise(keyAsTheTpmShowsIt(leaf), List.of(TestCa.der(leaf)), NOW)))
                .containsExactly("ek-chain-weak-signature");
    }

    @Test
    void one_hosts_certificate_does_not_serve_another() throws Exception {
        X509Certificate own = Vectors.hirsPem("nuc-1/tpmcert.pem");
        X509Certificate others = Vectors.hirsPem("nuc-2/tpmcert.pem");

        assertThat(codes(trust(Expired.ALLOW_LEAF).appraise(keyAsTheTpmShowsIt(own), List.of(TestCa.der(others)), NOW)))
                .containsExactly("ek-certificate-other-key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pca_tpm_rsa_enc_cert.pem",
                "pca_tpm_ecc_enc_cert.pem",
                "uca_tpm_rsa_enc_cert.pem",
                "uca_tpm_ecc_enc_cert.pem"
            })
    void a_Google_certificate_is_trusted_and_virtual(String name) throws Exception {
        EkTrust.Trusted trusted = trusted(appraise(Expired.REFUSE, Vectors.google(name)));

        assertThat(trusted.identity()).isEqualTo(EkTrust.Identity.VIRTUAL);
        assertThat(trusted.maker()).isEqualTo("Google");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pca_tpm_rsa_sign_cert.pem",
                "pca_tpm_ecc_sign_cert.pem",
                "uca_tpm_rsa_sign_cert.pem",
                "uca_tpm_ecc_sign_cert.pem"
            })
    void a_Google_certificate_of_a_signing_key_is_no_EK_certificate(String name) throws Exception {
        assertThat(codes(appraise(Expired.REFUSE, Vectors.google(name)))).containsExactly("ek-certificate-usage");
    }

    @Test
    void a_certificate_of_a_lab_ca_needs_that_ca() throws Exception {
        Bytes stored = Vectors.file("HIRS/ci/setup/certs/ek_cert.der");
        X509Certificate leaf = Vectors.der(stored);

        assertThat(codes(trust(Expired.ALLOW).appraise(keyAsTheTpmShowsIt(leaf), List.of(stored), NOW)))
                .containsExactly("ek-chain-untrusted");
    }

    private static EkTrust appraise(Expired expired, X509Certificate leaf)
            throws GeneralSecurityException, IOException, MalformedException {
        return trust(expired).appraise(keyAsTheTpmShowsIt(leaf), List.of(TestCa.der(leaf)), NOW);
    }

    private static EndorsementTrust trust(Expired expired) throws IOException {
        return Appraising.with(policy(expired, Sha1.ALLOW), Vectors.anchors());
    }

    /** A TPM2B_PUBLIC knows no OAEP in its key type: enrolment makes rsaEncryption of it. */
    private static Bytes keyAsTheTpmShowsIt(X509Certificate leaf) throws GeneralSecurityException, MalformedException {
        Bytes certified = Bytes.of(leaf.getPublicKey().getEncoded());
        return switch (SubjectKey.read(certified)) {
            case SubjectKey.Rsa(Bytes modulus, Bytes exponent) ->
                Bytes.of(KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(
                                new BigInteger(1, modulus.toArray()), new BigInteger(1, exponent.toArray())))
                        .getEncoded());
            case SubjectKey.Ec _ -> certified;
            case SubjectKey.Other _ -> throw new AssertionError("not an EK");
        };
    }
}
