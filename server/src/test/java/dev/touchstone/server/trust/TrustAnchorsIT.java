package dev.touchstone.server.trust;

import static dev.touchstone.server.trust.Appraising.codes;
import static dev.touchstone.server.trust.Appraising.trusted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.ServerTest;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ServerTest
class TrustAnchorsIT {

    private static final String PATH = "/api/v1/trust-anchors";
    private static final PublicKey EK = TestCa.rsaKeys().getPublic();

    private final TestServer server;
    private final EndorsementTrust trust;
    private final JdbcClient jdbc;
    private final Clock clock;

    TrustAnchorsIT(TestServer server, EndorsementTrust trust, JdbcClient jdbc, Clock clock) {
        this.server = server;
        this.trust = trust;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Test
    void an_unrecognised_root_is_refused_until_an_administrator_vouches_for_it() {
        TestCa lab = TestCa.named("Lab of one");
        X509Certificate root = lab.selfSigned();
        X509Certificate leaf = lab.issueEk(EK).sign();

        JsonNode refused = server.post(PATH, Map.of("pem", CertificateBundleTest.pem(root)))
                .json();
        assertThat(refused.path("added").asInt()).isZero();
        assertThat(refused.path("refused").path(0).path("code").asString()).isEqualTo("unrecognised-root");
        assertThat(refused.path("refused").path(0).path("subject").asString()).isEqualTo("CN=Lab of one");
        assertThat(codes(appraise(leaf))).containsExactly("ek-chain-untrusted");

        assertThat(accept(root, true).path("added").asInt()).isEqualTo(1);
        EkTrust.Trusted trusted = trusted(appraise(leaf));
        assertThat(trusted.identity()).isEqualTo(EkTrust.Identity.VIRTUAL);
        assertThat(trusted.maker()).isEqualTo("unrecognised");
        assertThat(trusted.detail()).contains("unrecognised root CN=Lab of one");
    }

    @Test
    void without_a_word_about_it_an_unrecognised_root_is_virtual() {
        X509Certificate silent = TestCa.named("Silent").selfSigned();
        X509Certificate hardware = TestCa.named("Hardware").selfSigned();
        server.post(PATH, Map.of("pem", CertificateBundleTest.pem(silent), "acceptUnrecognised", true));
        accept(hardware, false);

        assertThat(listed(silent).path("virtual").asBoolean()).isTrue();
        assertThat(listed(hardware).path("virtual").asBoolean()).isFalse();
        assertThat(listed(hardware).path("recognised").asBoolean()).isFalse();
    }

    @Test
    void a_second_import_changes_nothing() {
        X509Certificate root = TestCa.named("Twice").selfSigned();
        accept(root, true);

        JsonNode again = accept(root, false);

        assertThat(again.path("added").asInt()).isZero();
        assertThat(again.path("alreadyPresent").asInt()).isEqualTo(1);
        assertThat(listed(root).path("virtual").asBoolean()).isTrue();
    }

    @Test
    void one_bundle_is_taken_in_part_and_each_refusal_is_named() {
        TestCa maker = TestCa.named("Bundle maker");
        String bundle = CertificateBundleTest.pem(maker.selfSigned())
                + CertificateBundleTest.pem(
                        maker.issueCa(TestCa.named("Bundle ca")).sign())
                + CertificateBundleTest.pem(maker.issueEk(EK).sign())
                + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

        JsonNode answer = server.post(PATH, Map.of("pem", bundle, "acceptUnrecognised", true))
                .json();

        assertThat(answer.path("added").asInt()).isEqualTo(2);
        assertThat(answer.path("refused"))
                .extracting(refused -> refused.path("code").asString())
                .containsExactly("not-a-ca", "certificate-malformed");
    }

    @Test
    void an_intermediate_has_the_label_of_its_root_whichever_came_first() {
        TestCa maker = TestCa.named("Late maker");
        X509Certificate intermediate = maker.issueCa(TestCa.named("Early ca")).sign();
        server.post(PATH, Map.of("pem", CertificateBundleTest.pem(intermediate)));
        assertThat(listed(intermediate).path("maker").asString()).isEqualTo("unknown");
        assertThat(listed(intermediate).path("role").asString()).isEqualTo("intermediate");

        X509Certificate root = maker.selfSigned();
        accept(root, false);
        assertThat(listed(intermediate).path("maker").asString()).isEqualTo("unrecognised");
        assertThat(listed(intermediate).path("virtual").asBoolean()).isFalse();

        assertThat(remove(root).status()).isEqualTo(204);
        assertThat(listed(intermediate).path("maker").asString()).isEqualTo("unknown");
        assertThat(listed(intermediate).path("virtual").asBoolean()).isTrue();
    }

    @Test
    void a_root_taken_back_is_no_longer_trusted_and_both_changes_are_in_the_audit_log() {
        TestCa maker = TestCa.named("Short-lived maker");
        X509Certificate root = maker.selfSigned();
        X509Certificate leaf = maker.issueEk(EK).sign();
        accept(root, true);
        trusted(appraise(leaf));

        assertThat(remove(root).status()).isEqualTo(204);

        assertThat(codes(appraise(leaf))).containsExactly("ek-chain-untrusted");
        assertThat(remove(root).status()).isEqualTo(404);
        assertThat(audited("trust-anchor.import", "after", root)).isEqualTo(1);
        assertThat(audited("trust-anchor.remove", "before", root)).isEqualTo(1);
    }

    @Test
    void only_an_administrator_changes_trust() {
        String body = "{\"pem\":\"\"}";
        for (String scope : new String[] {"operator", "viewer", "admission"}) {
            TestServer caller = server.withScopes(scope);
            assertThat(caller.postRaw(PATH, body).status()).isEqualTo(403);
            assertThat(caller.delete(PATH + "/" + "00".repeat(32)).status()).isEqualTo(403);
        }
        assertThat(server.anonymous().postRaw(PATH, body).status()).isEqualTo(401);
        assertThat(server.withScopes("viewer").get(PATH).status()).isEqualTo(200);
    }

    @Test
    void what_is_no_bundle_is_refused_with_a_code() {
        assertThat(server.post(PATH, Map.of("pem", "hello")).code()).isEqualTo("no-certificate");
        assertThat(server.postRaw(PATH, "{}").status()).isEqualTo(400);
        assertThat(server.postRaw(PATH, "{\"pem\":\"\",\"pem\":\"\"}").status()).isEqualTo(400);
        assertThat(server.postRaw(PATH, "{\"pem\":\"\",\"trusted\":true}").status())
                .isEqualTo(400);
        assertThat(server.postRaw(PATH, "{\"pem\":\"\",\"virtual\":\"no\"}").status())
                .isEqualTo(400);
        assertThat(server.delete(PATH + "/xyz").code()).isEqualTo("not-found");
    }

    @Test
    void two_imports_of_the_same_at_once_add_it_once() throws Exception {
        X509Certificate root = TestCa.named("Contested").selfSigned();
        Callable<Integer> add = () -> accept(root, true).path("added").asInt();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int added = 0;
            for (Future<Integer> each : threads.invokeAll(List.of(add, add, add, add))) {
                added += each.get();
            }
            assertThat(added).isEqualTo(1);
        }
    }

    private EkTrust appraise(X509Certificate leaf) {
        return trust.appraise(Bytes.of(EK.getEncoded()), List.of(TestCa.der(leaf)), clock.instant());
    }

    private JsonNode accept(X509Certificate root, boolean virtual) {
        Answer answer = server.post(
                PATH, Map.of("pem", CertificateBundleTest.pem(root), "acceptUnrecognised", true, "virtual", virtual));
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private Answer remove(X509Certificate certificate) {
        return server.delete(PATH + "/" + Certificates.fingerprint(certificate));
    }

    private JsonNode listed(X509Certificate certificate) {
        String sha256 = Certificates.fingerprint(certificate).toHex();
        for (JsonNode anchor : server.get(PATH).json()) {
            if (anchor.path("sha256").asString().equals(sha256)) {
                return anchor;
            }
        }
        throw new AssertionError(sha256 + " is not listed");
    }

    private int audited(String action, String column, X509Certificate certificate) {
        return jdbc.sql("select count(*) from audit_event where action = :action and " + column
                        + "::text like '%' || :sha256 || '%'")
                .param("action", action)
                .param("sha256", Certificates.fingerprint(certificate).toHex())
                .query(Integer.class)
                .single();
    }
}
