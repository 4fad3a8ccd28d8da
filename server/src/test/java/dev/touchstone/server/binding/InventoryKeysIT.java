package dev.touchstone.server.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.Ledger;
import dev.touchstone.server.host.TestHost;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@FleetTest
@DisplayName("What operators say of who connects")
class InventoryKeysIT {

    private final Fleet fleet;
    private final Ledger.Book book;
    private final JsonMapper json;
    private final TestServer server;
    private final LabTpm tpm = LabTpm.named("a");
    private final LabTpm other = LabTpm.named("b");
    private TestHost host;
    private TestHost neighbour;

    InventoryKeysIT(Fleet fleet, Ledger.Book book, JsonMapper json) {
        this.fleet = fleet;
        this.book = book;
        this.json = json;
        this.server = fleet.server();
    }

    @BeforeEach
    void enrol() {
        fleet.trustLab();
        host = fleet.pinned(tpm);
        neighbour = fleet.pinned(other);
    }

    private static Bytes newKey() {
        try {
            return Bytes.of(KeyPairGenerator.getInstance("EC")
                    .generateKeyPair()
                    .getPublic()
                    .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private Optional<KeyOwner> owner(Bytes spki) {
        return KeyOwner.bySpki(fleet, HashAlgorithm.SHA256.hash(spki));
    }

    private static String of(TestHost host) {
        return "/api/v1/hosts/" + host.id() + "/client-keys";
    }

    private static Map<String, Object> key(Bytes spki) {
        return Map.of("key", spki.toBase64());
    }

    @Test
    @DisplayName("a key is registered, shown and taken away, each audited with who did it")
    void one_key() {
        Bytes spki = newKey();
        Answer put = server.put(of(host), key(spki));
        assertThat(put.status()).as(put.body()).isEqualTo(200);
        assertThat(put.json().path("source").asString()).isEqualTo("inventory");
        assertThat(owner(spki)).contains(new KeyOwner(host.id(), false));
        assertThat(server.put(of(host), key(spki)).body()).as("again").isEqualTo(put.body());
        assertThat(server.put(of(neighbour), key(spki)).code()).isEqualTo("client-key-taken");

        String digest = put.json().path("spkiSha256").asString();
        assertThat(server.delete(of(neighbour) + "/" + digest).status()).isEqualTo(404);
        assertThat(server.delete(of(host) + "/" + digest).status()).isEqualTo(204);
        assertThat(owner(spki)).isEmpty();
        String object = "object = 'host/" + host.id() + "/client-key/" + digest + "'";
        assertThat(book.count("audit_event", object + " and before is null and after is not null"))
                .isEqualTo(1);
        assertThat(book.count("audit_event", object + " and before is not null and after is null"))
                .isEqualTo(1);
    }

    @Test
    void nobody_but_an_operator_says_so_and_readers_only_read() {
        Bytes spki = newKey();
        assertThat(server.anonymous().put(of(host), key(spki)).status()).isEqualTo(401);
        TestServer viewer = server.withScopes("viewer");
        assertThat(viewer.put(of(host), key(spki)).status()).isEqualTo(403);
        assertThat(viewer.delete(of(host) + "/" + "00".repeat(32)).status()).isEqualTo(403);
        assertThat(viewer.put("/api/v1/client-keys", List.of()).status()).isEqualTo(403);
        assertThat(viewer.put("/api/v1/hosts/" + host.id() + "/addresses/02:00:00:00:00:01", Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(server.anonymous().get(of(host)).status()).isEqualTo(401);
        assertThat(viewer.get(of(host)).status()).isEqualTo(200);
        assertThat(server.withScopes("operator").put(of(host), key(spki)).status())
                .isEqualTo(200);
    }

    @Test
    void what_is_no_sound_public_key_is_refused_with_the_reason() {
        Answer garbage = server.put(of(host), Map.of("key", "AAAA"));
        assertThat(garbage.status()).isEqualTo(422);
        assertThat(garbage.code()).isEqualTo("client-key-unreadable");
        Answer secret =
                server.put(of(host), Map.of("key", "-----BEGIN PRIVATE KEY-----\nSECRET\n-----END PRIVATE KEY-----"));
        assertThat(secret.json().path("detail").asString())
                .contains("private key")
                .doesNotContain("SECRET");
        assertThat(server.put(of(host), Map.of()).status()).isEqualTo(400);
        assertThat(server.put("/api/v1/hosts/" + UUID.randomUUID() + "/client-keys", key(newKey()))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_ninth_key_waits_until_one_is_deleted() {
        for (int i = 0; i < ClientKeyRegistry.MAX_KEYS; i++) {
            assertThat(server.put(of(host), key(newKey())).status()).isEqualTo(200);
        }
        assertThat(server.put(of(host), key(newKey())).code()).isEqualTo("client-keys-full");
    }

    private Answer importLines(String query, String lines) {
        return server.send(
                "PUT",
                "/api/v1/client-keys" + query,
                BodyPublishers.ofString(lines),
                "Content-Type",
                "application/x-ndjson");
    }

    private String line(TestHost of, Bytes spki) {
        return json.writeValueAsString(Map.of("host", of.name(), "key", spki.toBase64())) + "\n";
    }

    @Test
    @DisplayName("an import takes all or none, and its dry run says what it would do")
    void bulk() {
        Bytes first = newKey();
        Bytes second = newKey();
        String lines = line(host, first) + line(neighbour, second);

        Answer dry = importLines("?dryRun=true", lines);
        assertThat(dry.status()).as(dry.body()).isEqualTo(200);
        assertThat(dry.json().path("added").asInt()).isEqualTo(2);
        assertThat(dry.json().path("dryRun").asBoolean()).isTrue();
        assertThat(owner(first)).isEmpty();

        Answer stranger = importLines("", lines + "{\"host\":\"nobody-such\",\"key\":\"" + newKey().toBase64() + "\"}");
        assertThat(stranger.code()).isEqualTo("host-unknown");
        Answer twice = importLines("", lines + line(neighbour, first));
        assertThat(twice.code()).isEqualTo("client-key-taken");
        assertThat(twice.json().path("detail").asString()).contains(neighbour.name());
        assertThat(importLines("", lines + "{}").json().path("detail").asString())
                .contains("Line 3");
        assertThat(owner(first)).isEmpty();

        assertThat(importLines("", lines).json().path("added").asInt()).isEqualTo(2);
        assertThat(owner(first)).contains(new KeyOwner(host.id(), false));
        assertThat(owner(second)).contains(new KeyOwner(neighbour.id(), false));
        assertThat(importLines("", lines).json().path("unchanged").asInt()).isEqualTo(2);
    }

    private String hostOf(String mac) {
        return fleet.admission("?mac=" + mac).json().path("hostId").asString("");
    }

    @Test
    @DisplayName("an address is one host's, however it is spelt, until it is taken away")
    void address() {
        String path = "/api/v1/hosts/" + host.id() + "/addresses";
        Answer put = server.put(path + "/02-00-5E-10-00-0A", Map.of());
        assertThat(put.status()).as(put.body()).isEqualTo(200);
        assertThat(put.json().path("mac").asString()).isEqualTo("02:00:5e:10:00:0a");
        assertThat(hostOf("02:00:5e:10:00:0a")).isEqualTo(host.id().toString());
        String theirs = "/api/v1/hosts/" + neighbour.id() + "/addresses";
        assertThat(server.put(theirs + "/0200.5e10.000a", Map.of()).code()).isEqualTo("address-taken");
        assertThat(server.put(path + "/ff:ff:ff:ff:ff:ff", Map.of()).code()).isEqualTo("mac-invalid");
        assertThat(server.get(path).json().path("addresses")).hasSize(1);

        assertThat(server.delete(theirs + "/02005e10000a").status()).isEqualTo(404);
        assertThat(server.delete(path + "/02005e10000a").status()).isEqualTo(204);
        assertThat(hostOf("02:00:5e:10:00:0a")).isEmpty();
        assertThat(server.put(theirs + "/02005e10000a", Map.of()).status()).isEqualTo(200);
        server.post("/api/v1/hosts/" + neighbour.id() + "/retirement", Map.of());
        assertThat(server.put(path + "/02005e10000a", Map.of()).status())
                .as("a card outlives its machine")
                .isEqualTo(200);
        server.delete(path + "/02005e10000a");
        assertThat(book.count("audit_event", "object = 'host/" + host.id() + "/address/02:00:5e:10:00:0a'"))
                .isEqualTo(4);
    }
}
