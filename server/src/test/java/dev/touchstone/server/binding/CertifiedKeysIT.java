package dev.touchstone.server.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.Ledger;
import dev.touchstone.server.host.MovableClock;
import dev.touchstone.server.host.TestHost;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@FleetTest
@DisplayName("A client key certified by the host's AK")
class CertifiedKeysIT {

    private final Fleet fleet;
    private final Ledger.Book book;
    private final MovableClock clock;
    private final JdbcClient jdbc;
    private final TestServer server;
    private final LabTpm tpm = LabTpm.named("a");

    CertifiedKeysIT(Fleet fleet, Ledger.Book book, MovableClock clock, JdbcClient jdbc) {
        this.fleet = fleet;
        this.book = book;
        this.clock = clock;
        this.jdbc = jdbc;
        this.server = fleet.server();
    }

    @BeforeEach
    void boot() {
        fleet.trustLab();
        tpm.boot(Machine.booted("quiet"));
    }

    private Optional<KeyOwner> owner(TestClientKey key) {
        return KeyOwner.bySpki(fleet, key.spkiSha256());
    }

    /** Refused with this code, counted, and nothing else moved. */
    private Answer refused(TestHost host, Map<String, Object> body, int status, String code) {
        Ledger before = book.of(host.id());
        Answer answer = TestClientKey.send(server, host.id(), body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(book.of(host.id())).isEqualTo(before.andOneRejected());
        return answer;
    }

    private static Stream<String> reasons(Answer answer) {
        return answer.json()
                .path("errors")
                .valueStream()
                .map(e -> e.path("code").asString());
    }

    private JsonNode listed(TestHost host) {
        return server.get("/api/v1/hosts/" + host.id() + "/client-keys").json().path("keys");
    }

    @Test
    void is_known_as_the_hosts_from_then_on_by_digest_and_by_identifier() {
        TestHost host = fleet.pinned(tpm);
        TestClientKey key = TestClientKey.in(tpm);

        JsonNode answer = key.register(server, host);

        assertThat(answer.path("host").asString()).isEqualTo(host.name());
        assertThat(answer.path("spkiSha256").asString())
                .isEqualTo(key.spkiSha256().toHex());
        assertThat(owner(key)).contains(new KeyOwner(host.id(), true));
        Bytes identifier = Bytes.ofHex(answer.path("keyIdentifier").asString());
        assertThat(KeyOwner.byIdentifier(fleet, identifier)).isEqualTo(owner(key));
        assertThat(listed(host)).singleElement().satisfies(shown -> {
            assertThat(shown.path("source").asString()).isEqualTo("certified");
            assertThat(shown.path("registeredBy").asString()).startsWith("tpm:");
        });
        assertThat(book.count(
                        "audit_event",
                        "action = 'client-key.register' and before is null and object like '%"
                                + key.spkiSha256().toHex() + "' and after ->> 'source' = 'certified'"))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("leaves its challenge good for evidence, and evidence leaves it good for a key")
    void one_challenge_serves_both() {
        TestHost host = fleet.pinned(tpm);
        JsonNode first = host.challenge();
        TestClientKey key = TestClientKey.in(tpm);
        LabTpm.Quoted signed = key.certify(host.ak(), TestHost.base64(first.path("nonce")));
        assertThat(TestClientKey.send(server, host.id(), key.body(first, signed))
                        .status())
                .isEqualTo(201);
        host.answering(first).accepted();

        JsonNode second = host.challenge();
        host.answering(second).accepted();
        TestClientKey other = TestClientKey.in(tpm);
        LabTpm.Quoted otherSigned = other.certify(host.ak(), TestHost.base64(second.path("nonce")));
        assertThat(TestClientKey.send(server, host.id(), other.body(second, otherSigned))
                        .status())
                .isEqualTo(201);
    }

    @Test
    @DisplayName("is not brought back by whoever saw the certification, once it was taken away")
    void used_once() {
        TestHost host = fleet.pinned(tpm);
        TestClientKey key = TestClientKey.in(tpm);
        Map<String, Object> body = key.certifiedBy(host);
        Answer first = TestClientKey.send(server, host.id(), body);
        Answer again = TestClientKey.send(server, host.id(), body);
        assertThat(again.status()).as("an identical retry").isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());

        String path = "/api/v1/hosts/" + host.id() + "/client-keys/"
                + key.spkiSha256().toHex();
        assertThat(server.delete(path).status()).isEqualTo(204);
        assertThat(owner(key)).isEmpty();

        refused(host, body, 409, "challenge-used");
        assertThat(owner(key)).isEmpty();
        assertThat(server.delete(path).status()).isEqualTo(404);
        key.register(server, host);
    }

    @Test
    @DisplayName("is refused where anything else was signed, and counted as a stranger's")
    void lies() {
        TestHost host = fleet.pinned(tpm);
        TestClientKey key = TestClientKey.in(tpm);
        JsonNode challenge = host.challenge();
        Bytes nonce = TestHost.base64(challenge.path("nonce"));

        Answer other = refused(
                host,
                key.body(challenge, key.certify(host.ak(), Bytes.filled(32, 1))),
                403,
                "certification-not-authentic");
        assertThat(reasons(other)).containsExactly("certify-nonce-mismatch");

        Answer foreign =
                refused(host, key.body(challenge, key.certify(tpm.newAk(), nonce)), 403, "certification-not-authentic");
        assertThat(reasons(foreign)).containsExactly("certify-signature-invalid", "certify-qualified-signer");

        LabTpm.Quoted quote = tpm.quote(host.ak(), TestHost.selection(challenge), nonce);
        Answer quoted = refused(host, key.body(challenge, quote), 403, "certification-not-authentic");
        assertThat(reasons(quoted)).containsExactly("certify-attest-type");

        LabTpm.Quoted good = key.certify(host.ak(), nonce);
        Map<String, Object> forged = new HashMap<>(key.body(challenge, good));
        forged.put("challenge", challenge.path("challenge").asString() + "A");
        refused(host, forged, 403, "challenge-forged");

        Map<String, Object> garbage = new HashMap<>(key.body(challenge, good));
        garbage.put("key", "AAA=");
        refused(host, garbage, 400, "tpm-structure-malformed");
        assertThat(owner(key)).isEmpty();
    }

    @Test
    @DisplayName("is refused where it is another than was certified, or can be copied, or is not for connections")
    void unfit() {
        TestHost host = fleet.pinned(tpm);
        JsonNode challenge = host.challenge();
        Bytes nonce = TestHost.base64(challenge.path("nonce"));
        TestClientKey key = TestClientKey.in(tpm);
        TestClientKey other = TestClientKey.in(tpm);

        Answer swapped = refused(host, other.body(challenge, key.certify(host.ak(), nonce)), 422, "client-key-unfit");
        assertThat(reasons(swapped)).containsExactly("certify-name");

        TestClientKey imported = TestClientKey.importedInto(tpm);
        Answer copied =
                refused(host, imported.body(challenge, imported.certify(host.ak(), nonce)), 422, "client-key-unfit");
        assertThat(reasons(copied)).contains("client-key-not-fixed-tpm", "client-key-not-made-in-tpm");

        TestClientKey restricted = TestClientKey.in(tpm, TestClientKey.CLIENT + "|restricted");
        Answer bound = refused(
                host, restricted.body(challenge, restricted.certify(host.ak(), nonce)), 422, "client-key-unfit");
        assertThat(reasons(bound)).containsExactly("client-key-restricted");

        assertThat(Stream.of(key, other, imported, restricted).map(this::owner)).allMatch(Optional::isEmpty);
        assertThat(TestClientKey.send(server, host.id(), key.body(challenge, key.certify(host.ak(), nonce)))
                        .status())
                .as("none of them has used the challenge up")
                .isEqualTo(201);
    }

    @Test
    @DisplayName("is refused for another host, over another host's challenge, and over one that has expired")
    void elsewhere() throws Exception {
        TestHost host = fleet.pinned(tpm);
        LabTpm second = LabTpm.named("b");
        second.boot(Machine.booted("quiet"));
        TestHost neighbour = fleet.pinned(second);
        TestClientKey key = TestClientKey.in(tpm);
        Map<String, Object> body = key.certifiedBy(host);

        refused(neighbour, body, 403, "challenge-other-host");
        JsonNode theirs = neighbour.challenge();
        refused(
                neighbour,
                key.body(theirs, key.certify(host.ak(), TestHost.base64(theirs.path("nonce")))),
                403,
                "certification-not-authentic");
        clock.at(Duration.ofHours(2), () -> refused(host, body, 410, "challenge-expired"));
        assertThat(owner(key)).isEmpty();
    }

    @Test
    void is_taken_from_admitted_hosts_only() {
        TestHost waiting = fleet.waiting(tpm);
        TestClientKey key = TestClientKey.in(tpm);
        Map<String, Object> body = key.certifiedBy(waiting);
        assertThat(TestClientKey.send(server, waiting.id(), body).code()).isEqualTo("host-not-admitted");
        server.post("/api/v1/hosts/" + waiting.id() + "/approval", Map.of());
        assertThat(TestClientKey.send(server, waiting.id(), body).status()).isEqualTo(201);

        server.post("/api/v1/hosts/" + waiting.id() + "/revocation", Map.of());
        assertThat(TestClientKey.send(
                                server, waiting.id(), TestClientKey.in(tpm).certifiedBy(waiting))
                        .code())
                .isEqualTo("host-not-admitted");
        server.post("/api/v1/hosts/" + waiting.id() + "/retirement", Map.of());
        assertThat(TestClientKey.send(server, waiting.id(), body).code()).isEqualTo("host-retired");
        assertThat(TestClientKey.send(server, UUID.randomUUID(), body).code()).isEqualTo("host-unknown");
        assertThat(owner(key)).as("a retired host has no keys").isEmpty();
    }

    @Test
    @DisplayName("ends with that AK: the reinstalled host registers it anew")
    void ends_with_the_ak() {
        TestHost before = fleet.pinned(tpm);
        TestClientKey key = TestClientKey.in(tpm);
        JsonNode challenge = before.challenge();
        Bytes nonce = TestHost.base64(challenge.path("nonce"));
        LabTpm.Quoted banked = key.certify(before.ak(), nonce);
        key.register(server, before);

        TestHost after = before.with(tpm.newAk());
        after.enrol();
        assertThat(owner(key)).isEmpty();
        assertThat(listed(after)).isEmpty();
        refused(after, key.body(challenge, banked), 403, "challenge-other-key");

        key.register(server, after);
        assertThat(owner(key)).contains(new KeyOwner(after.id(), true));
    }

    @Test
    @DisplayName("of another host is refused, but not that of a host that is gone")
    void of_another() {
        TestHost host = fleet.pinned(tpm);
        TestClientKey key = TestClientKey.in(tpm);
        LabTpm second = LabTpm.named("b");
        TestHost neighbour = fleet.pinned(second);
        String path = "/api/v1/hosts/" + neighbour.id() + "/client-keys";
        assertThat(server.put(path, Map.of("key", key.spki().toBase64())).status())
                .isEqualTo(200);

        refused(host, key.certifiedBy(host), 409, "client-key-taken");
        assertThat(owner(key)).contains(new KeyOwner(neighbour.id(), false));

        server.post("/api/v1/hosts/" + neighbour.id() + "/retirement", Map.of());
        key.register(server, host);
        assertThat(owner(key)).contains(new KeyOwner(host.id(), true));
    }

    @Test
    @DisplayName("outdoes what an operator said of it, and is not undone by it")
    void upgrades() {
        TestHost host = fleet.pinned(tpm);
        TestClientKey key = TestClientKey.in(tpm);
        String path = "/api/v1/hosts/" + host.id() + "/client-keys";
        server.put(path, Map.of("key", key.spki().toBase64()));
        assertThat(owner(key)).contains(new KeyOwner(host.id(), false));

        key.register(server, host);
        assertThat(owner(key)).contains(new KeyOwner(host.id(), true));
        assertThat(server.put(path, Map.of("key", key.spki().toBase64()))
                        .json()
                        .path("source")
                        .asString())
                .isEqualTo("certified");
        assertThat(book.count(
                        "audit_event",
                        "action = 'client-key.register' and object like '%"
                                + key.spkiSha256().toHex()
                                + "' and before ->> 'source' = 'inventory' and after ->> 'source' = 'certified'"))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("too many: the oldest gives way, audited")
    void rotation() {
        TestHost host = fleet.pinned(tpm);
        TestClientKey oldest = TestClientKey.in(tpm);
        oldest.register(server, host);
        TestClientKey second = TestClientKey.in(tpm);
        second.register(server, host);
        // Keys nobody has, so that the TPM need not make them.
        jdbc.sql("""
                insert into client_key (spki_sha256, key_identifier, host_id, source, ak_name, registered_at, registered_by)
                select sha256(convert_to(h.id::text || n, 'UTF8')), substr(sha256(convert_to(h.id::text || n, 'UTF8')), 1, 20),
                    h.id, 'certified', h.ak_name, now(), 'test'
                from host h, generate_series(3, 8) n where h.id = ?""").param(host.id()).update();
        assertThat(listed(host)).hasSize(ClientKeyRegistry.MAX_KEYS);

        TestClientKey.in(tpm).register(server, host);

        assertThat(listed(host)).hasSize(ClientKeyRegistry.MAX_KEYS);
        assertThat(owner(oldest)).isEmpty();
        assertThat(owner(second)).isPresent();
        assertThat(book.count(
                        "audit_event",
                        "action = 'client-key.delete' and after is null and object like '%"
                                + oldest.spkiSha256().toHex() + "'"))
                .isEqualTo(1);
    }
}
