package dev.touchstone.server.trust;

import static dev.touchstone.server.trust.Appraising.appraise;
import static dev.touchstone.server.trust.Appraising.codes;
import static dev.touchstone.server.trust.Appraising.root;
import static dev.touchstone.server.trust.Appraising.trusted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HostileChainsTest {

    private static final PublicKey EK = TestCa.rsaKeys().getPublic();
    private static final TestCa ROOT = TestCa.named("Root");

    private final EndorsementTrust trust = Appraising.with(root(ROOT.selfSigned()));

    @Test
    @Timeout(10)
    void seven_authorities_that_all_sign_each_other_end_in_a_refusal() {
        List<TestCa> ring = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ring.add(TestCa.named("Ring " + i));
        }
        List<X509Certificate> sent =
                new ArrayList<>(List.of(ring.getFirst().issueEk(EK).sign()));
        for (int i = 0; sent.size() < EndorsementTrust.MAX_CERTIFICATES; i++) {
            sent.add(ring.get(i % 4).issueCa(ring.get((i + 1 + i / 4) % 4)).sign());
        }

        assertThat(codes(appraise(trust, EK, sent.toArray(X509Certificate[]::new))))
                .containsExactly("ek-chain-untrusted");
    }

    @Test
    @Timeout(10)
    void a_thicket_of_authorities_is_given_up_within_its_bounds() {
        // More than a client can send: every CA certified by every other, all of them imported.
        List<TestCa> cas = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            cas.add(TestCa.named("Ca " + i));
        }
        List<Anchor> anchors = new ArrayList<>(List.of(root(ROOT.selfSigned())));
        for (TestCa issuer : cas) {
            for (TestCa subject : cas) {
                if (!issuer.equals(subject)) {
                    anchors.add(Appraising.intermediate(issuer.issueCa(subject).sign()));
                }
            }
        }
        X509Certificate leaf = cas.getFirst().issueEk(EK).sign();

        ChainSearch.Found found = ChainSearch.chains(leaf, List.of(), new AnchorSet(anchors));

        assertThat(found.chains()).isEmpty();
        assertThat(found.complete()).isFalse();
    }

    @Test
    void a_chain_as_long_as_a_client_can_send_is_followed_to_its_root() {
        List<X509Certificate> sent = new ArrayList<>();
        TestCa above = ROOT;
        for (int i = 0; i < EndorsementTrust.MAX_CERTIFICATES - 1; i++) {
            TestCa next = TestCa.named("Level " + i);
            sent.addFirst(above.issueCa(next).sign());
            above = next;
        }
        sent.addFirst(above.issueEk(EK).sign());

        trusted(appraise(trust, EK, sent.toArray(X509Certificate[]::new)));
    }

    @Test
    void a_weak_or_enormous_authority_key_signs_nothing() {
        // Keys alone: a certificate of 8 KiB can hold an RSA modulus of 60,000 bits.
        assertThat(Certificates.signingKeyIsSound(new FakeRsaKey(1024, 17))).isFalse();
        assertThat(Certificates.signingKeyIsSound(new FakeRsaKey(2048, 17))).isTrue();
        assertThat(Certificates.signingKeyIsSound(new FakeRsaKey(60_000, 17))).isFalse();
        assertThat(Certificates.signingKeyIsSound(new FakeRsaKey(4096, 4000))).isFalse();
    }

    @Test
    @Timeout(10)
    void an_address_inside_a_certificate_is_never_connected_to() throws IOException {
        try (ServerSocket issuer = new ServerSocket()) {
            issuer.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            issuer.setSoTimeout((int) Duration.ofMillis(300).toMillis());
            String url = "http://127.0.0.1:" + issuer.getLocalPort() + "/ca.crt";
            X509Certificate leaf = TestCa.named("Elsewhere")
                    .issueEk(EK)
                    .with(
                            Extension.authorityInfoAccess,
                            false,
                            new AuthorityInformationAccess(
                                    AccessDescription.id_ad_caIssuers,
                                    new GeneralName(GeneralName.uniformResourceIdentifier, url)))
                    .sign();
            // The property at which the JDK's own path builder would follow it.
            String before = System.setProperty("com.sun.security.enableAIAcaIssuers", "true");
            try {
                assertThat(codes(appraise(trust, EK, leaf))).containsExactly("ek-chain-untrusted");
            } finally {
                restore(before);
            }
            org.assertj.core.api.Assertions.assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> issuer.accept().close());
        }
    }

    private static void restore(@org.jspecify.annotations.Nullable String before) {
        if (before == null) {
            System.clearProperty("com.sun.security.enableAIAcaIssuers");
        } else {
            System.setProperty("com.sun.security.enableAIAcaIssuers", before);
        }
    }

    @Test
    void text_in_names_reaches_no_log_with_control_characters() {
        TestCa nasty = TestCa.named("Evil\nINFO all is well");

        EkTrust outcome = appraise(trust, EK, nasty.issueEk(EK).sign());

        assertThat(((EkTrust.Refused) outcome).defects())
                .allSatisfy(defect -> assertThat(defect.actual() + defect.expected() + defect.summary())
                        .doesNotContain("\n"));
    }

    @Test
    void random_changes_to_a_genuine_certificate_are_never_trusted() {
        Bytes genuine = TestCa.der(ROOT.issueEk(EK).sign());
        var random = new java.util.Random(20261124);
        for (int i = 0; i < 2_000; i++) {
            byte[] changed = genuine.toArray();
            int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            EkTrust outcome = trust.appraise(Bytes.of(EK.getEncoded()), List.of(Bytes.of(changed)), Appraising.NOW);
            assertThat(outcome).as("bit flipped at %d", at).isInstanceOf(EkTrust.Refused.class);
        }
    }
}
