package dev.touchstone.server.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.ForeignHost;
import dev.touchstone.server.RealProgram;
import dev.touchstone.server.admission.Consumer;
import dev.touchstone.server.admission.Synchronised;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.MovableClock;
import dev.touchstone.server.host.TestHost;
import dev.touchstone.server.radius.Supplicant.Access;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** FreeRADIUS as {@code deploy/freeradius} configures it, asked by a real supplicant with real certificates. */
@FleetTest
class FreeRadiusIT {

    private static final String NAS_SECRET = "between-us-and-the-nas";

    private final Fleet fleet;
    private final RadiusLab lab;
    private final MovableClock clock;
    private final LabTpm tpm = LabTpm.named("a");

    @TempDir
    private Path folder;

    FreeRadiusIT(Fleet fleet, JdbcClient jdbc, Synchronised synchronised, MovableClock clock) {
        this.fleet = fleet;
        this.lab = new RadiusLab(fleet, jdbc, synchronised);
        this.clock = clock;
    }

    @BeforeEach
    void boot() {
        fleet.trustLab();
        tpm.boot(Machine.booted("quiet"));
    }

    private TestHost trusted() {
        TestHost fresh = fleet.pinned(tpm);
        TestHost host = fresh.with(tpm.persist(fresh.ak()));
        host.becomeTrusted(fleet);
        return host;
    }

    private FreeRadius freeRadius() throws Exception {
        return freeRadius("1.2");
    }

    private FreeRadius freeRadius(String tls) throws Exception {
        String token = lab.token(Consumer.Mode.ENFORCE, new Consumer.Radius(Optional.of("100"), Optional.of("999")));
        return FreeRadius.start(folder, fleet.server().url("").toString(), token, tls);
    }

    private Access connect(FreeRadius radius, int certificate, String identity) throws Exception {
        lab.known();
        return radius.connect(certificate, identity);
    }

    private Access connect(FreeRadius radius, int certificate, String identity, String nas, String session)
            throws Exception {
        lab.known();
        return radius.connect(certificate, identity, nas, session);
    }

    private Access connect(FreeRadius radius, Supplicant supplicant, String identity) throws Exception {
        lab.known();
        return radius.connect(supplicant, identity);
    }

    private static void refused(Access access, String message) {
        assertThat(access.accepted()).as(access.said()).isFalse();
        assertThat(access.message()).isEqualTo(message);
        assertThat(access.vlan()).isEmpty();
    }

    private static void inNetwork(Access access, String vlan) {
        assertThat(access.accepted()).as(access.said()).isTrue();
        assertThat(access.vlan()).isEqualTo(vlan);
    }

    @Test
    void a_host_is_in_the_network_that_its_verdict_is_worth_and_nobody_is_in_by_its_name() throws Exception {
        TestHost host = trusted();
        FreeRadius.certificates(folder, host.name(), host.name(), "%{User-Name}");
        Bytes key = FreeRadius.keyIdentifier(folder, folder.resolve("0.pem"));
        lab.register(host, key);
        try (FreeRadius radius = freeRadius()) {
            inNetwork(connect(radius, 0, host.name()), "100");

            String unknown = "Touchstone: access denied, host-unknown";
            refused(connect(radius, 1, host.name()), unknown);
            refused(connect(radius, 1, "x\",\"skid\":\"" + RadiusLab.colons(key)), unknown);
            refused(connect(radius, 2, "%{TLS-Client-Cert-Common-Name}"), unknown);
            // A control character in what is asked: our refusal of the question lets nobody in either.
            refused(connect(radius, 0, "a\nb"), "");

            tpm.boot(Machine.booted("init=/bin/sh"));
            host.attest();
            inNetwork(connect(radius, 0, host.name()), "999");
            host.submission().log(Bytes.ofUtf8("garbage")).accepted();
            refused(connect(radius, 0, host.name()), "Touchstone: access denied, log-malformed");
        }
    }

    @Test
    void a_key_in_the_tpm_that_the_ak_certified_is_the_host_and_no_other_key_with_its_name_is() throws Exception {
        String name = Fleet.newName("tpm-client");
        FreeRadius.certificates(folder, name);
        try (ForeignHost host = ForeignHost.pinned(fleet.server(), folder, name)) {
            host.boot("golden");
            host.becomeTrusted();
            host.agent("client-key", 0);
            Path certificate = FreeRadius.issue(folder, host.file("client-key.csr"));
            assertThat(binding(certificate)).isEqualTo("certificate");
            Supplicant supplicant = Supplicant.of(host.tpm(), certificate, host.file("client-key.der"));
            try (FreeRadius radius = freeRadius("1.2")) {
                inNetwork(connect(radius, supplicant, name), "100");
                refused(connect(radius, 0, name), "Touchstone: access denied, host-unknown");
            }
            try (FreeRadius radius = freeRadius("1.3")) {
                Access newest = connect(radius, supplicant.newest(), name);
                inNetwork(newest, "100");
                assertThat(newest.said()).contains("Using TLS version TLSv1.3");
                host.boot("altered-cmdline");
                assertThat(host.attest(10).path("verdict").asString()).isEqualTo("DRIFTED");
                inNetwork(connect(radius, supplicant, name), "999");
            }
        }
    }

    private String binding(Path certificate) throws Exception {
        Bytes key = FreeRadius.keyIdentifier(folder, certificate);
        return fleet.admission("?keyIdentifier=" + key.toHex())
                .json()
                .path("binding")
                .asString();
    }

    @Test
    void a_nas_acknowledges_that_a_session_is_moved_and_ended_and_believes_no_other_secret() throws Exception {
        TestHost host = trusted();
        FreeRadius.certificates(folder, host.name());
        lab.register(host, FreeRadius.keyIdentifier(folder, folder.resolve("0.pem")));
        String address = "127.8.0.1";
        int port = FreeRadius.freeUdpPort(address);
        nas(address, port, NAS_SECRET, "998");
        try (FreeRadius radius = freeRadius();
                RealProgram nas = FreeRadius.nas(folder, address, port, NAS_SECRET)) {
            String identity = "%{User-Name} of \"" + host.name() + "\"";
            inNetwork(connect(radius, 0, identity, address, "session-7"), "100");
            tpm.boot(Machine.booted("init=/bin/sh"));
            host.attest();
            await().until(() -> lab.sessions(host).path(0).path("decision").asString(), "quarantine"::equals);
            assertThat(nas.output())
                    .contains("Received CoA-Request", "Sent CoA-ACK", "Acct-Session-Id = \"session-7\"")
                    .contains("Tunnel-Private-Group-Id:0 = \"998\"", "Calling-Station-Id = \"02-00-00-00-00-01\"")
                    .contains("User-Name = \"%{User-Name} of ");

            nas(address, port, "not-the-secret-of-it", "998");
            fleet.server().post("/api/v1/hosts/" + host.id() + "/revocation", Map.of());
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> nas.output()
                                    .split(
                                            "Received Disconnect-Request|invalid Request Authenticator|invalid Message-Authenticator")
                                    .length
                            > 3);
            assertThat(nas.output()).doesNotContain("Disconnect-ACK");
            nas(address, port, NAS_SECRET, "998");
            clock.at(Duration.ofSeconds(20), () -> {
                await().atMost(Duration.ofSeconds(40))
                        .until(() -> lab.sessions(host).isEmpty());
                return true;
            });
            assertThat(nas.output()).contains("Sent Disconnect-ACK");
        }
    }

    private void nas(String address, int port, String secret, String vlan) {
        assertThat(fleet.server()
                        .put(
                                "/api/v1/radius/nas/freeradius-it",
                                Map.of("address", address, "port", port, "secret", secret, "quarantineVlan", vlan))
                        .status())
                .isEqualTo(200);
    }

    /** What a server says, and what status it says it with. */
    private record Broken(int status, String type, String body) {}

    private static final String WHOLE = """
            {"reply:Tunnel-Type":{"op":":=","do_xlat":false,"value":["VLAN"]},
             "reply:Tunnel-Medium-Type":{"op":":=","do_xlat":false,"value":["IEEE-802"]},
             "reply:Tunnel-Private-Group-Id":{"op":":=","do_xlat":false,"value":["100"]},
             "reply:Session-Timeout":{"op":":=","do_xlat":false,"value":[300]},
             "reply:Termination-Action":{"op":":=","do_xlat":false,"value":["RADIUS-Request"]},
             "control:Tmp-String-0":{"op":":=","do_xlat":false,"value":["touchstone vlan 100"]}}""";

    @Test
    void an_answer_that_did_not_arrive_whole_lets_nobody_in_nor_does_a_server_that_is_down() throws Exception {
        FreeRadius.certificates(folder, "host");
        AtomicReference<Broken> next = new AtomicReference<>(new Broken(200, "application/json", WHOLE));
        HttpServer server = broken(next);
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        try (FreeRadius radius = FreeRadius.start(folder, url, "tst_x")) {
            inNetwork(connect(radius, 0, "host"), "100");
            for (Broken broken : new Broken[] {
                new Broken(204, "application/json", ""),
                new Broken(200, "application/json", ""),
                new Broken(200, "application/json", "{}"),
                new Broken(200, "application/json", WHOLE.substring(0, WHOLE.length() - 3)),
                new Broken(200, "text/html", "<html>"),
                new Broken(500, "application/json", WHOLE),
                new Broken(200, "application/json", WHOLE.replace("[\"100\"]", "[\"" + "1".repeat(300) + "\"]")),
                new Broken(200, "application/json", WHOLE.replace("Tunnel-Private-Group-Id", "No-Such-Attribute")),
                new Broken(200, "application/json", WHOLE.replace("IEEE-802", "NO-SUCH-MEDIUM")),
                new Broken(200, "application/json", WHOLE.replace("[300]", "[\"later\"]")),
                new Broken(200, "application/json", WHOLE.replace("touchstone vlan 100", "")),
                new Broken(200, "application/json", WHOLE.replace("touchstone vlan 100", "touchstone vlan 1")),
                new Broken(
                        200,
                        "application/json",
                        WHOLE.replace("false,\"value\":[\"100\"]", "true,\"value\":[\"%{no:1}\"]"))
            }) {
                next.set(broken);
                Access access = connect(radius, 0, "host");
                assertThat(access.accepted()).as(broken + access.said()).isFalse();
                assertThat(access.vlan()).isEmpty();
            }
            next.set(new Broken(200, "application/json", WHOLE));
            inNetwork(connect(radius, 0, "host"), "100");
            server.stop(0);
            refused(connect(radius, 0, "host"), "");
        }
    }

    private static HttpServer broken(AtomicReference<Broken> next) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Broken answer = next.get();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
