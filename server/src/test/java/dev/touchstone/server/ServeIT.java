package dev.touchstone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process as people and scripts start it, on its own PostgreSQL. */
class ServeIT {

    private static final Pattern READY = Pattern.compile(
            "Touchstone is ready: (https?://[0-9.]+:\\d+)  \\(admin token: (.*/initial-admin-token)\\)");

    @TempDir
    private Path directory;

    private Path home() {
        return directory.resolve("home");
    }

    private static Matcher ready(ServerProcess server) throws Exception {
        Matcher ready = READY.matcher(server.line());
        assertThat(ready.matches()).as(server.log()).isTrue();
        return ready;
    }

    private static HttpResponse<String> get(HttpClient client, String url, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token);
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void says_in_one_line_that_it_is_ready_and_ends_in_order_when_told() throws Exception {
        String token;
        try (var server = ServerProcess.serve(home(), Map.of(), "--port", "0");
                var client = HttpClient.newHttpClient()) {
            Matcher ready = ready(server);
            token = Files.readString(Path.of(ready.group(2))).strip();
            assertThat(get(client, ready.group(1) + "/api/v1/access-tokens", token)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.stop()).isEmpty();
            // The pool closes before the database it is connected to, or it would complain here.
            assertThat(server.log()).doesNotContain(token, " WARN ", " ERROR ");
        }
        assertThat(Files.getPosixFilePermissions(home())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        startsAgainWithTheSameToken(token);
    }

    private void startsAgainWithTheSameToken(String token) throws Exception {
        try (var server = ServerProcess.serve(home(), Map.of(), "--port", "0");
                var client = HttpClient.newHttpClient()) {
            Matcher ready = ready(server);
            assertThat(Files.readString(Path.of(ready.group(2))).strip()).isEqualTo(token);
            assertThat(get(client, ready.group(1) + "/api/v1/access-tokens", token)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void refuses_plain_http_beyond_loopback_in_one_sentence_and_leaves_nothing_behind() throws Exception {
        try (var server = ServerProcess.serve(home(), Map.of(), "--port", "0", "--bind", "0.0.0.0")) {
            assertThat(server.line()).isEmpty();
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.log().strip())
                    .startsWith("touchstone: Plain HTTP is served on loopback only")
                    .doesNotContain("\n");
        }
        assertThat(home()).doesNotExist();
    }

    @Test
    void serves_tls_beyond_loopback_and_tells_browsers_to_insist_on_it() throws Exception {
        Path keys = selfSigned(directory);
        var tls = Map.of("SERVER_SSL_KEYSTORE", keys.toString(), "SERVER_SSL_KEYSTOREPASSWORD", "changeit");
        try (var server = ServerProcess.serve(home(), tls, "--port", "0", "--bind", "0.0.0.0");
                var client = HttpClient.newBuilder().sslContext(trusting(keys)).build()) {
            String url = ready(server).group(1);
            assertThat(url).startsWith("https://0.0.0.0:");
            var page = get(client, url.replace("0.0.0.0", "127.0.0.1") + "/sign-in", "");
            assertThat(page.headers().firstValue("Strict-Transport-Security")).isPresent();
            assertThat(page.headers().firstValue("Set-Cookie").orElse("")).contains("Secure");
        }
    }

    /** A key store, of password {@code changeit}, with a certificate for this machine. */
    static Path selfSigned(Path directory) throws Exception {
        Path keys = directory.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "web",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        keys.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        return keys;
    }

    static SSLContext trusting(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, "changeit".toCharArray());
        }
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("web", store.getCertificate("web"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
