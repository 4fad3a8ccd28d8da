package dev.touchstone.server.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.command.KeysCommand;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.MovableClock;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** The keys that sign results: how they are kept, published and replaced. */
@FleetTest
class ResultKeysIT {

    private static final String KEYS = "/api/v1/result-keys";
    private static final String ROTATION = KEYS + "/rotation";

    private final TestServer server;
    private final ResultSigner signer;
    private final ResultKeys keys;
    private final StoredKeyRing stored;
    private final KeyPassword password;
    private final MovableClock clock;
    private final JdbcClient jdbc;
    private final Environment environment;

    ResultKeysIT(
            TestServer server,
            ResultSigner signer,
            ResultKeys keys,
            StoredKeyRing stored,
            KeyPassword password,
            MovableClock clock,
            JdbcClient jdbc,
            Environment environment) {
        this.server = server;
        this.signer = signer;
        this.keys = keys;
        this.stored = stored;
        this.password = password;
        this.clock = clock;
        this.jdbc = jdbc;
        this.environment = environment;
    }

    private String token() {
        var now = clock.instant();
        return signer.sign(Claims.at(Claims.of("TRUSTED"), now, now.plusSeconds(300)));
    }

    private boolean isRecognised(String token) {
        return ResultToken.read(token, keys.ring(), "touchstone", clock.instant())
                .isPresent();
    }

    private List<String> published() {
        return server.anonymous()
                .get("/.well-known/jwks.json")
                .json()
                .path("keys")
                .valueStream()
                .map(key -> key.path("kid").asString())
                .toList();
    }

    private static String kid(String token) throws Exception {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    private JsonNode rotate(boolean now) {
        var answer = server.post(ROTATION, Map.of("now", now));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("keys");
    }

    @Test
    void a_rotation_publishes_the_new_key_first_and_the_old_one_last() throws Exception {
        String old = kid(token());
        rotate(true);
        String before = kid(token());
        assertThat(before).isNotEqualTo(old);
        JsonNode views = rotate(false);
        String next = views.path(1).path("kid").asString();
        assertThat(views.path(0).path("state").asString()).isEqualTo("signing");
        assertThat(views.path(1).path("state").asString()).isEqualTo("upcoming");

        assertThat(published()).containsExactly(before, next);
        assertThat(kid(token())).isEqualTo(before);
        assertThat(server.post(ROTATION, Map.of()).code()).isEqualTo("rotation-under-way");

        String last = clock.at(Duration.ofMinutes(5), this::token);
        assertThat(kid(last)).isEqualTo(before);
        clock.at(Duration.ofMinutes(6), () -> {
            assertThat(kid(token())).isEqualTo(next);
            assertThat(published()).containsExactly(before, next);
            assertThat(isRecognised(last)).isTrue();
            return true;
        });
        clock.at(Duration.ofMinutes(21), () -> {
            assertThat(published()).containsExactly(next);
            return true;
        });
    }

    @Test
    void a_compromised_key_is_withdrawn_at_once_with_all_it_signed() throws Exception {
        String token = token();
        rotate(true);
        assertThat(published()).doesNotContain(kid(token)).hasSize(1);
        assertThat(isRecognised(token)).isFalse();
        assertThat(isRecognised(token())).isTrue();
        assertThat(kid(token())).isEqualTo(published().getFirst());
    }

    @Test
    void another_replica_follows() {
        var replica = new ResultKeys(stored, clock);
        String kid = rotate(true).path(0).path("kid").asString();
        assertThat(replica.signing().kid()).isNotEqualTo(kid);
        replica.refresh();
        assertThat(replica.signing().kid()).isEqualTo(kid);
        assertThat(replica.views()).isEqualTo(keys.views());
    }

    @Test
    void while_the_database_is_away_the_keys_known_last_go_on_signing() {
        KeyRing known = keys.ring();
        var nowhere = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/nowhere");
        var cutOff = new ResultKeys(
                new StoredKeyRing(JdbcClient.create(nowhere), password, clock) {
                    @Override
                    public Version loadOrCreate() {
                        return new Version(1, known);
                    }
                },
                clock);
        for (int i = 0; i < 3; i++) {
            cutOff.refresh();
            assertThat(cutOff.signing()).isEqualTo(known.signing(clock.instant()));
        }
    }

    @Test
    void a_command_rotates_and_lists_them() {
        String before = published().getLast();
        assertThat(command("rotate", "--now")).contains("signing").doesNotContain(before);
        assertThat(command("list")).contains(published().getFirst(), "signing");
    }

    private String command(String... arguments) {
        var out = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--server",
                server.url("/").toString(),
                "--token-file",
                Path.of(home(), "initial-admin-token").toString()));
        assertThat(new CommandLine(new KeysCommand())
                        .setOut(new PrintWriter(out, true))
                        .execute(all.toArray(String[]::new)))
                .isZero();
        return out.toString();
    }

    private String home() {
        return environment.getRequiredProperty("touchstone.home");
    }

    @Test
    void a_rotation_is_audited_with_the_keys_before_and_after() {
        String before = published().getLast();
        String after = rotate(true).path(0).path("kid").asString();
        var event = jdbc.sql("""
                select before::text || ' > ' || after::text from audit_event
                where action = 'result-key.replace' order by at desc limit 1""").query(String.class).single();
        assertThat(event).matches("(?s).*" + before + ".* > .*" + after + ".*").doesNotContain("\"d\"");
    }

    @Test
    void who_may_not_rotate_may_not() {
        for (String scope : List.of("operator", "viewer", "admission")) {
            assertThat(server.withScopes(scope).post(ROTATION, Map.of()).status())
                    .isEqualTo(403);
        }
        assertThat(server.withScopes("admission").get(KEYS).status()).isEqualTo(403);
        assertThat(server.anonymous().get(KEYS).status()).isEqualTo(401);
    }

    @Test
    void the_database_alone_signs_nothing() throws Exception {
        byte[] stored = jdbc.sql("select pkcs12 from result_key_store")
                .query(byte[].class)
                .single();
        assertThat(KeyStoreCodec.read(stored, "touchstone".toCharArray())).isEmpty();
        KeyStore open = KeyStore.getInstance("PKCS12");
        open.load(new ByteArrayInputStream(stored), password().toCharArray());
        assertThat(open.size()).isPositive();
        assertThat(jdbc.sql("select string_agg(s::text, '') from server_key s")
                        .query(String.class)
                        .optional()
                        .orElse(""))
                .doesNotContain("result-signing");
    }

    private String password() throws Exception {
        Path file = Path.of(home(), "key-store-password");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        return Files.readString(file).strip();
    }

    @Test
    void the_key_set_has_public_keys_alone_and_may_be_cached() {
        var answer = server.anonymous().get("/.well-known/jwks.json");
        assertThat(answer.header("Cache-Control")).contains("max-age=300");
        assertThat(answer.header("Content-Type")).startsWith("application/jwk-set+json");
        JsonNode key = answer.json().path("keys").path(0);
        assertThat(key.propertyNames()).containsExactlyInAnyOrder("kty", "crv", "use", "alg", "kid", "x", "y");
    }

    @Test
    void discovery_never_believes_the_request_where_the_server_is() {
        var answer = server.anonymous().get("/.well-known/openid-configuration");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("issuer-not-configured");
    }

    @Test
    void veraison_clients_find_the_key_that_signs() throws Exception {
        var answer = server.anonymous().get("/.well-known/veraison/verification");
        assertThat(answer.header("Content-Type")).isEqualTo("application/vnd.veraison.discovery+json");
        ECKey key = ECKey.parse(answer.json().path("ear-verification-key").toString());
        assertThat(key.computeThumbprint().toString()).isEqualTo(kid(token()));
        assertThat(key.isPrivate()).isFalse();
    }
}
