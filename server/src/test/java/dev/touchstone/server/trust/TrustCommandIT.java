package dev.touchstone.server.trust;

import static dev.touchstone.server.trust.Appraising.trusted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.ServerTest;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.ops.TouchstoneHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line against a real server. */
@ServerTest
class TrustCommandIT {

    private final URI url;
    private final Path token;
    private final EndorsementTrust trust;
    private final JdbcClient jdbc;
    private final Clock clock;

    @TempDir
    private Path folder = Path.of("");

    TrustCommandIT(TestServer server, TouchstoneHome home, EndorsementTrust trust, JdbcClient jdbc, Clock clock) {
        this.url = server.url("/");
        this.token = home.initialAdminToken();
        this.trust = trust;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Run(int exitCode, String out, String err) {

        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    @Test
    void everything_the_makers_publish_is_imported_and_real_certificates_are_then_trusted() throws Exception {
        jdbc.sql("delete from trust_anchor").update();

        Run run = touchstone("import", Vectors.root().resolve("ek-roots").toString(), "-o", "json");

        // The folder also holds eight EK and AK certificates, which are no anchors, and a root only one project has.
        assertThat(run.json().path("added").asInt()).isEqualTo(420);
        assertThat(run.json().path("refused"))
                .extracting(each -> each.path("code").asString())
                .containsOnly("not-a-ca", "unrecognised-root")
                .hasSize(9);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("100 of 429 certificates sent").contains("429 of 429 certificates sent");

        X509Certificate leaf = Vectors.google("pca_tpm_rsa_enc_cert.pem");
        EkTrust.Trusted google = trusted(
                trust.appraise(Bytes.of(leaf.getPublicKey().getEncoded()), List.of(TestCa.der(leaf)), clock.instant()));
        assertThat(google.identity()).isEqualTo(EkTrust.Identity.VIRTUAL);

        assertThat(jdbc.sql("select count(*) from trust_anchor where role = 'intermediate' and not recognised")
                        .query(Integer.class)
                        .single())
                .as("the Alibaba intermediate, whose root nobody has")
                .isEqualTo(1);
        assertThat(touchstone("list").out()).endsWith("420 certificates\n");
    }

    @Test
    void a_labs_ca_is_imported_when_its_administrator_says_so_and_taken_back() throws Exception {
        X509Certificate lab = TestCa.named("Command lab").selfSigned();
        Path file = Files.writeString(folder.resolve("lab.pem"), CertificateBundleTest.pem(lab));

        Run refused = touchstone("import", file.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).contains("refused  unrecognised-root  CN=Command lab");

        Run accepted = touchstone("import", file.toString(), "--accept-unrecognised");
        assertThat(accepted.exitCode()).isZero();
        assertThat(accepted.out()).isEqualTo("1 added, 0 already present, 0 refused\n");
        String sha256 = Certificates.fingerprint(lab).toHex();
        assertThat(touchstone("list").out()).containsPattern(sha256 + " +root +unrecognised +virtual");

        assertThat(touchstone("remove", sha256).exitCode()).isZero();
        assertThat(touchstone("remove", sha256).exitCode()).isEqualTo(3);
        assertThat(touchstone("remove", "abc").exitCode()).isEqualTo(1);
    }

    @Test
    void pkcs7_and_der_files_are_imported_and_a_damaged_file_is_named() throws Exception {
        TestCa maker = TestCa.named("Files");
        X509Certificate root = maker.selfSigned();
        X509Certificate ca = maker.issueCa(TestCa.named("Files ca")).sign();
        X509Certificate other = TestCa.named("Other files").selfSigned();
        Files.write(
                folder.resolve("chain.p7b"),
                Certificates.factory().generateCertPath(List.of(ca, root)).getEncoded("PKCS7"));
        Files.write(folder.resolve("other.CER"), other.getEncoded());
        Files.write(
                folder.resolve("damaged.crt"), TestCa.der(root).slice(0, 100).toArray());
        Files.writeString(folder.resolve("readme.txt"), "not looked at");

        Run run = touchstone("import", folder.toString(), "--accept-unrecognised", "--hardware");

        assertThat(run.out()).contains("3 added, 0 already present, 1 refused").contains("damaged.crt");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void exit_codes_tell_a_refusal_from_a_server_that_is_not_there() throws IOException {
        Path wrong = Files.writeString(folder.resolve("token"), "tst_wrong");

        assertThat(run("list", "--server", url.toString(), "--token-file", wrong.toString())
                        .exitCode())
                .isEqualTo(4);
        assertThat(run("list", "--server", "http://127.0.0.1:1", "--token-file", token.toString())
                        .exitCode())
                .isEqualTo(6);
        assertThat(run(
                                "list",
                                "--server",
                                url.toString(),
                                "--token-file",
                                folder.resolve("none").toString())
                        .exitCode())
                .isEqualTo(1);
        assertThat(run("import").exitCode()).isEqualTo(2);
    }

    @Test
    void a_token_is_never_sent_in_the_clear_to_another_machine() {
        Run run = run("list", "--server", "http://192.0.2.1:8080", "--token-file", token.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("https");
    }

    private Run touchstone(String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server", url.toString(), "--token-file", token.toString()));
        return run(all.toArray(String[]::new));
    }

    private static Run run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = new CommandLine(new TrustCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }
}
