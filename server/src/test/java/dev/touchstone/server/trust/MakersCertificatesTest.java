package dev.touchstone.server.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.trust.TrustProperties.Expired;
import dev.touchstone.server.trust.TrustProperties.Sha1;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The 421 CA certificates of eleven makers, as they are out there. The index counts 423: two of AMD's are there twice,
 * once with a line feed behind them.
 */
class MakersCertificatesTest {

    private static final TrustProperties ANY_AGE = new TrustProperties(Expired.ALLOW, Sha1.ALLOW);

    @Test
    void every_file_of_every_maker_is_read_without_a_complaint() throws IOException {
        for (Path file : Vectors.makersFiles()) {
            assertThat(CertificateBundle.read(Bytes.of(Files.readAllBytes(file))))
                    .as(file.toString())
                    .isNotEmpty()
                    .allMatch(entry -> entry instanceof CertificateBundle.Entry.Read);
        }
        Map<Bytes, X509Certificate> makers = Vectors.makers();
        assertThat(makers).hasSize(421);
        assertThat(makers.values()).allMatch(Certificates::isCa);
        assertThat(makers.values()).filteredOn(Certificates::selfSigned).hasSize(48);
    }

    @Test
    void all_intermediates_but_the_one_without_a_root_lead_to_a_root() throws IOException {
        List<Anchor> anchors = Vectors.anchors();
        AnchorSet set = new AnchorSet(anchors);
        List<String> withoutRoot = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        List<String> otherPurpose = new ArrayList<>();
        int valid = 0;
        for (Anchor anchor : anchors) {
            if (anchor.role() == Anchor.Role.ROOT) {
                continue;
            }
            ChainSearch.Found found = ChainSearch.chains(anchor.certificate(), List.of(), set);
            assertThat(found.complete()).isTrue();
            List<EkDefect> defects = found.chains().stream()
                    .map(chain ->
                            ChainChecks.judge(chain, Appraising.NOW, ANY_AGE).defects())
                    .min(java.util.Comparator.comparingInt(List::size))
                    .orElse(null);
            String subject = Certificates.subject(anchor.certificate());
            if (defects == null) {
                withoutRoot.add(subject);
            } else if (defects.isEmpty()) {
                valid++;
            } else if (defects.stream().allMatch(defect -> defect.code().equals(EkDefect.CHAIN_USAGE))) {
                otherPurpose.add(subject);
            } else {
                invalid.add(subject + ": " + defects);
            }
        }
        assertThat(withoutRoot)
                .containsExactly("CN=Aliyun TPM EKMF CA,OU=Aliyun TPM Endorsement Key Manufacture CA,O=Aliyun,C=CN");
        assertThat(invalid).isEmpty();
        assertThat(otherPurpose).isEmpty();
        assertThat(valid).isEqualTo(372);
    }

    @Test
    void microsofts_ca_for_attestation_keys_may_not_certify_an_endorsement_key() throws IOException {
        List<X509Certificate> limited = Vectors.makers().values().stream()
                .filter(certificate ->
                        KeyUsages.excludingEkIssuance(certificate).isPresent())
                .toList();

        assertThat(limited)
                .extracting(Certificates::subject)
                .containsExactly("CN=WUS-IFX-KEYID-EFFEEC5E01610082C0E311CBD07A3204408B32B8");
    }

    @Test
    void no_maker_uses_a_signing_key_that_is_refused() throws IOException {
        assertThat(Vectors.makers().values())
                .allMatch(certificate -> Certificates.signingKeyIsSound(certificate.getPublicKey()));
    }

    @Test
    void one_intermediate_has_expired_and_with_it_every_leaf_below_under_the_default_policy() throws IOException {
        List<Anchor> anchors = Vectors.anchors();
        AnchorSet set = new AnchorSet(anchors);

        List<X509Certificate> expired = anchors.stream()
                .filter(anchor -> anchor.role() == Anchor.Role.INTERMEDIATE)
                .map(Anchor::certificate)
                .filter(certificate ->
                        Appraising.NOW.isAfter(certificate.getNotAfter().toInstant()))
                .toList();

        assertThat(expired)
                .extracting(Certificates::subject)
                .containsExactly("CN=IFX TPM EK Intermediate CA 01,OU=AIM,O=Infineon Technologies AG,ST=Saxony,C=DE");
        EkChain chain =
                ChainSearch.chains(expired.getFirst(), List.of(), set).chains().getFirst();
        assertThat(ChainChecks.judge(chain, Appraising.NOW, new TrustProperties(Expired.REFUSE, Sha1.ALLOW))
                        .defects())
                .extracting(EkDefect::code)
                .containsExactly(EkDefect.CHAIN_EXPIRED);
    }
}
