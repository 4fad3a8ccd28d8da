package dev.touchstone.server.radius;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.admission.Consumer;
import dev.touchstone.server.admission.Synchronised;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.TestHost;
import dev.touchstone.server.radius.packet.FakeNas;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** RADIUS servers, NAS and keys for tests. */
final class RadiusLab {

    static final String SECRET = "shared-with-the-switch";

    private final Fleet fleet;
    private final JdbcClient jdbc;
    private final Synchronised synchronised;

    RadiusLab(Fleet fleet, JdbcClient jdbc, Synchronised synchronised) {
        this.fleet = fleet;
        this.jdbc = jdbc;
        this.synchronised = synchronised;
    }

    /** Asks as a RADIUS server does, once all that was done so far is known. */
    Answer ask(TestServer radius, Map<String, String> request) {
        synchronised.now();
        return radius.post("/api/v1/admission/radius", request);
    }

    /** Waits until all that was done so far is known to admission. */
    void known() {
        synchronised.now();
    }

    /** An enforcing RADIUS server with the networks 100 and 999. */
    TestServer radius() {
        return radius(Consumer.Mode.ENFORCE, new Consumer.Radius(Optional.of("100"), Optional.of("999")));
    }

    TestServer radius(Consumer.Mode mode, Consumer.Radius networks) {
        return fleet.server().as(token(mode, networks));
    }

    /** The text of a token for such a RADIUS server. */
    String token(Consumer.Mode mode, Consumer.Radius networks) {
        String consumer = "/api/v1/consumers/" + Fleet.newName("radius");
        Map<String, String> vlans = new HashMap<>();
        networks.allowVlan().ifPresent(vlan -> vlans.put("allowVlan", vlan));
        networks.quarantineVlan().ifPresent(vlan -> vlans.put("quarantineVlan", vlan));
        Answer put = fleet.server().put(consumer, Map.of("mode", mode.word(), "radius", vlans));
        assertThat(put.status()).as(put.body()).isEqualTo(200);
        Answer made = fleet.server().post(consumer + "/tokens", Map.of());
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json().path("token").asString();
    }

    /** Registers a key for a host: its identifier as FreeRADIUS writes it. */
    String key(TestHost host) {
        byte[] identifier = new byte[20];
        new SecureRandom().nextBytes(identifier);
        register(host, Bytes.of(identifier));
        return colons(Bytes.of(identifier));
    }

    void register(TestHost host, Bytes identifier) {
        jdbc.sql("""
                insert into client_key (spki_sha256, key_identifier, host_id, source, registered_at, registered_by)
                values (sha256(:key), :key, :host, 'inventory', now(), 'test')""")
                .param("key", identifier.toArray())
                .param("host", host.id())
                .update();
    }

    static String colons(Bytes identifier) {
        return identifier.toHex().toUpperCase(java.util.Locale.ROOT).replaceAll("..(?!$)", "$0:");
    }

    /** Registers a NAS: its name. */
    String nas(FakeNas nas, Map<String, ?> more) {
        String name = Fleet.newName("nas");
        Map<String, Object> request = new HashMap<>(
                Map.of("address", nas.address().getAddress().getHostAddress(), "port", nas.port(), "secret", SECRET));
        request.putAll(more);
        Answer answer = fleet.server().put("/api/v1/radius/nas/" + name, request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return name;
    }

    /** What a RADIUS server says of a host with a registered key at a NAS. */
    static Map<String, String> request(String skid, FakeNas nas, String session) {
        return Map.of(
                "skid",
                skid,
                "cn",
                "whatever",
                "mac",
                "02-00-00-00-00-01",
                "user",
                "host/whatever",
                "session",
                session,
                "nas",
                nas.address().getAddress().getHostAddress());
    }

    static String vlan(Answer answer) {
        return value(answer, "reply:Tunnel-Private-Group-Id");
    }

    static String message(Answer answer) {
        return value(answer, "reply:Reply-Message");
    }

    static String value(Answer answer, String attribute) {
        return answer.json().path(attribute).path("value").path(0).asString();
    }

    /** The sessions of a host as operators see them. */
    JsonNode sessions(TestHost host) {
        return fleet.server()
                .get("/api/v1/radius/sessions?host=" + host.id())
                .json()
                .path("sessions");
    }
}
