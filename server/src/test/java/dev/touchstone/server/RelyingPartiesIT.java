package dev.touchstone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.touchstone.db.TestDatabase;
import dev.touchstone.server.host.StoredHosts;
import dev.touchstone.server.host.StoredHosts.Image;
import dev.touchstone.server.host.StoredHosts.Stored;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Programs of others that rely on results, by the keys published and by the configurations that ship. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelyingPartiesIT {

    private static final Pattern READY = Pattern.compile("Touchstone is ready: (\\S+)  \\(admin token: (\\S+)\\)");
    private static final JsonMapper JSON = new JsonMapper();
    private static final String AUDIENCE = "https://app.example.com";

    private final TestDatabase.Database database = TestDatabase.shared().fresh();
    private final JdbcTemplate jdbc =
            new JdbcTemplate(new DriverManagerDataSource(database.url(), database.user(), database.password()));

    @TempDir
    private static Path directory;

    private ServerProcess server;
    private HttpServer application;
    private HttpClient client;
    private Path certificate;
    private String url;
    private String token;
    private UUID good;
    private UUID bad;

    @BeforeAll
    void serve() throws Exception {
        // Apache reads the certificate as a user of its own.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path keys = ServeIT.selfSigned(directory);
        certificate = pem(keys);
        client = HttpClient.newBuilder().sslContext(ServeIT.trusting(keys)).build();
        int port = RealProgram.freePort();
        url = "https://127.0.0.1:" + port;
        server = ServerProcess.serve(
                directory.resolve("home"),
                settings(Map.of(
                        "SERVER_SSL_KEYSTORE",
                        keys.toString(),
                        "SERVER_SSL_KEYSTOREPASSWORD",
                        "changeit",
                        "TOUCHSTONE_RESULT_ISSUER",
                        url,
                        "TOUCHSTONE_RESULT_KEYSETMAXAGE",
                        "PT1S")),
                "--port",
                Integer.toString(port));
        Matcher ready = READY.matcher(server.line());
        assertThat(ready.matches()).as(server.log()).isTrue();
        token = Files.readString(Path.of(ready.group(2))).strip();
        application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/", exchange -> {
            byte[] page = "welcome".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        application.start();
        populate();
    }

    @AfterAll
    void end() throws Exception {
        application.stop(0);
        client.close();
        server.close();
    }

    private Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "TOUCHSTONE_DATASOURCE_URL", database.url(),
                "TOUCHSTONE_DATASOURCE_USER", database.user(),
                "TOUCHSTONE_DATASOURCE_PASSWORD", database.password()));
        settings.putAll(more);
        return settings;
    }

    private static Path pem(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, "changeit".toCharArray());
        }
        String base64 = Base64.getMimeEncoder()
                .encodeToString(store.getCertificate("web").getEncoded());
        return Files.writeString(
                directory.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }

    /** A host that is trusted, and one that is revoked. */
    private void populate() throws Exception {
        List<Stored> hosts = new StoredHosts(jdbc, JSON)
                .add(2, Image.of("golden", 1, 1), Map.of("test", "relying-party"), Instant.now());
        good = hosts.getFirst().id();
        bad = hosts.getLast().id();
        String set = "/api/v1/reference-sets";
        post(set, Map.of("name", "web", "captureFrom", hosts.getFirst().attestation()));
        post(set + "/web/versions/1/proposal", Map.of());
        post(set + "/web/versions/1/approval", Map.of());
        post("/api/v1/re-appraisals", Map.of());
        post("/api/v1/hosts/" + bad + "/revocation", Map.of());
        await().atMost(Duration.ofMinutes(1))
                .until(() -> "TRUSTED"
                        .equals(jdbc.queryForObject("select verdict from host where id = ?", String.class, good)));
    }

    private JsonNode post(String path, Object body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return JSON.readTree(answer.body());
    }

    private String result(UUID host) throws Exception {
        return result(host, AUDIENCE);
    }

    private String result(UUID host, String audience) throws Exception {
        return post("/api/v1/results", Map.of("host", host, "audience", List.of(audience)))
                .path("result")
                .asString();
    }

    /** The status with which a proxy answers a request that brings this result, if any. */
    private int ask(int port, @Nullable String result) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"));
        if (result != null) {
            request.header("Authorization", "Bearer " + result);
        }
        return client.send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    private static String tampered(String result) {
        int place = result.indexOf('.') + 40;
        char other = result.charAt(place) == 'A' ? 'B' : 'A';
        return result.substring(0, place) + other + result.substring(place + 1);
    }

    /** A result of a host whose evidence counts for two seconds more. */
    private String soonExpired() throws Exception {
        jdbc.update("update host set evidence_valid_until = now() + interval '2 seconds' where id = ?", good);
        try {
            return result(good);
        } finally {
            jdbc.update("update host set evidence_valid_until = now() + interval '10 minutes' where id = ?", good);
        }
    }

    @Test
    void a_jwt_library_checks_results_by_the_published_keys_across_a_rotation() throws Exception {
        String before = result(good);
        post("/api/v1/result-keys/rotation", Map.of());
        String old = header(before);
        await().atMost(Duration.ofSeconds(30)).until(() -> !header(result(good)).equals(old));
        String said = RealProgram.run(
                directory,
                Map.of("SSL_CERT_FILE", certificate.toString()),
                "/usr/bin/python3",
                RealProgram.shipped("deploy/examples/verify-result.py").toString(),
                url,
                AUDIENCE,
                before,
                result(good),
                result(bad));
        assertThat(said)
                .isEqualTo("urn:uuid:%1$s affirming%nurn:uuid:%1$s affirming%nurn:uuid:%2$s contraindicated%n"
                        .formatted(good, bad));
    }

    private static String header(String result) {
        return result.substring(0, result.indexOf('.'));
    }

    @Test
    void haproxy_lets_in_by_a_result_alone() throws Exception {
        Path keys = directory.resolve("haproxy-keys");
        RealProgram.run(
                directory,
                Map.of("CURL_CA_BUNDLE", certificate.toString()),
                RealProgram.shipped("deploy/haproxy/fetch-keys").toString(),
                url,
                keys.toString());
        int port = RealProgram.freePort();
        var environment = Map.of(
                "TOUCHSTONE_ISSUER",
                url,
                "TOUCHSTONE_AUDIENCE",
                AUDIENCE,
                "TOUCHSTONE_KEYS",
                keys.toString(),
                "LISTEN",
                "127.0.0.1:" + port,
                "BACKEND",
                "127.0.0.1:" + application.getAddress().getPort());
        try (var haproxy = RealProgram.start(
                        directory,
                        environment,
                        "/usr/sbin/haproxy",
                        "-f",
                        RealProgram.shipped("deploy/haproxy/haproxy.cfg").toString())
                .listening(port)) {
            assertThat(ask(port, result(good))).as(haproxy.output()).isEqualTo(200);
            assertThat(ask(port, result(bad))).isEqualTo(403);
            refusesWhatIsNoResult(port);
        }
    }

    @Test
    void apache_lets_in_by_a_result_alone() throws Exception {
        int port = RealProgram.freePort();
        Path configuration = Files.writeString(directory.resolve("httpd.conf"), """
                ServerRoot "%1$s"
                ServerName localhost
                Listen 127.0.0.1:%2$d
                PidFile "%1$s/httpd.pid"
                ErrorLog /dev/stderr
                Mutex posixsem
                User www-data
                Group www-data
                LoadModule mpm_event_module %3$s/mod_mpm_event.so
                LoadModule authn_core_module %3$s/mod_authn_core.so
                LoadModule authz_core_module %3$s/mod_authz_core.so
                LoadModule authz_user_module %3$s/mod_authz_user.so
                LoadModule headers_module %3$s/mod_headers.so
                LoadModule proxy_module %3$s/mod_proxy.so
                LoadModule proxy_http_module %3$s/mod_proxy_http.so
                LoadModule auth_openidc_module %3$s/mod_auth_openidc.so
                Define TOUCHSTONE_ISSUER %4$s
                Define TOUCHSTONE_AUDIENCE %5$s
                Define TOUCHSTONE_CA %6$s
                Define TOUCHSTONE_BACKEND http://127.0.0.1:%7$d/
                Include "%8$s"
                """.formatted(
                        directory,
                        port,
                        "/usr/lib/apache2/modules",
                        url,
                        AUDIENCE,
                        certificate,
                        application.getAddress().getPort(),
                        RealProgram.shipped("deploy/apache/touchstone.conf")));
        try (var apache = RealProgram.start(
                        directory, Map.of(), "/usr/sbin/apache2", "-DFOREGROUND", "-f", configuration.toString())
                .listening(port)) {
            assertThat(ask(port, result(good))).as(apache.output()).isEqualTo(200);
            assertThat(ask(port, result(bad))).isEqualTo(401);
            refusesWhatIsNoResult(port);
        }
    }

    private void refusesWhatIsNoResult(int port) throws Exception {
        String expired = soonExpired();
        String result = result(good);
        assertThat(ask(port, null)).isEqualTo(401);
        assertThat(ask(port, tampered(result))).isEqualTo(401);
        assertThat(ask(port, result(good, "https://other.example.com"))).isEqualTo(401);
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(ask(port, none + result.substring(result.indexOf('.'), result.lastIndexOf('.') + 1)))
                .isEqualTo(401);
        await().atMost(Duration.ofSeconds(30)).until(() -> ask(port, expired) == 401);
        assertThat(ask(port, result)).isEqualTo(200);
    }

    @Test
    void discovery_names_the_configured_address_whatever_the_request_says() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/.well-known/openid-configuration"))
                .header("X-Forwarded-Host", "evil.example.com")
                .build();
        JsonNode found =
                JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
        assertThat(found.path("issuer").asString()).isEqualTo(url);
        assertThat(found.path("jwks_uri").asString()).isEqualTo(url + "/.well-known/jwks.json");
        assertThat(found.path("introspection_endpoint").asString()).isEqualTo(url + "/api/v1/introspection");
        assertThat(found.path("id_token_signing_alg_values_supported").path(0).asString())
                .isEqualTo("ES256");
    }

    @Test
    void a_replica_without_the_password_of_the_keys_says_so_in_one_sentence() throws Exception {
        var other = settings(Map.of("TOUCHSTONE_KEYS_PASSWORD", "another password than theirs"));
        try (var replica = ServerProcess.serve(directory.resolve("other"), other, "--port", "0")) {
            assertThat(replica.line()).isEmpty();
            assertThat(replica.exitCode()).isEqualTo(1);
            assertThat(replica.log()).doesNotContain(" WARN ", " ERROR ", "\tat ");
            assertThat(replica.log().strip())
                    .endsWith("\ntouchstone: The key store in the database has another password than is in"
                            + " touchstone.keys.password: all replicas need the one it was made with.");
        }
    }
}
