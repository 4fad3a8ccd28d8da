package dev.touchstone.server.admission.subrequest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.admission.Stored;
import dev.touchstone.server.admission.Synchronised;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.StoredHosts;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy is told by a status alone. */
@FleetTest
class SubrequestIT {

    private static final String PATH = "/api/v1/admission/subrequest";

    private final Fleet fleet;
    private final Stored stored;
    private final Synchronised synchronised;

    SubrequestIT(Fleet fleet, Stored stored, Synchronised synchronised) {
        this.fleet = fleet;
        this.stored = stored;
        this.synchronised = synchronised;
    }

    private Answer ask(String method, String path, String... headers) {
        synchronised.now();
        return fleet.server().withScopes("admission").send(method, path, BodyPublishers.noBody(), headers);
    }

    private TestCertificate certified(StoredHosts.Stored host) {
        TestCertificate client = TestCertificate.create();
        stored.key(host.id(), client.spkiSha256(), client.spkiSha256().slice(0, 20));
        return client;
    }

    @Test
    void a_trusted_hosts_certificate_is_let_in_and_a_drifted_ones_is_not() {
        StoredHosts.Stored host = stored.host("TRUSTED");
        TestCertificate client = certified(host);
        Answer allowed = ask("GET", PATH, "X-Client-Cert", client.escaped());
        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.header("X-Touchstone-Decision")).isEqualTo("allow");
        assertThat(allowed.header("X-Touchstone-Verdict")).isEqualTo("TRUSTED");
        assertThat(allowed.header("X-Touchstone-Host-Id")).isEqualTo(host.id().toString());
        assertThat(allowed.body()).isEmpty();

        stored.turn(host.id(), "DRIFTED");
        Answer refused = ask("GET", PATH, "X-Client-Cert", client.escaped());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("X-Touchstone-Decision")).isEqualTo("quarantine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"})
    void the_method_and_the_rest_of_the_path_are_the_clients(String method) {
        TestCertificate client = certified(stored.host("TRUSTED"));
        assertThat(ask(method, PATH + "/app/x?y=z", "X-Client-Cert", client.escaped())
                        .status())
                .isEqualTo(200);
        assertThat(ask(method, PATH + "/app/x?y=z").status()).isEqualTo(403);
    }

    /** {@code /api/v1/admission/{subject}} answers 200 to a denial, which a proxy would take for an allow. */
    @ParameterizedTest
    @ValueSource(strings = {PATH, PATH + "/", PATH + "/x", PATH + "?certificate=00"})
    void no_path_of_its_own_is_taken_for_a_host(String path) {
        Answer answer = ask("GET", path);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("X-Touchstone-Reason")).isEqualTo("subject-missing");
    }

    @Test
    void a_name_alone_or_an_unknown_key_lets_nobody_in() {
        StoredHosts.Stored host = stored.host("TRUSTED");
        Answer named = ask("GET", PATH, "X-Touchstone-Host", host.name());
        assertThat(named.status()).isEqualTo(403);
        assertThat(named.header("X-Touchstone-Reason")).isEqualTo("bound-by-name-only");
        assertThat(ask("GET", PATH, "X-Touchstone-Host", host.id().toString()).status())
                .isEqualTo(403);
        Answer unknown =
                ask("GET", PATH, "X-Client-Cert", TestCertificate.create().escaped());
        assertThat(unknown.status()).isEqualTo(403);
        assertThat(unknown.header("X-Touchstone-Reason")).isEqualTo("host-unknown");
    }

    @Test
    void a_monitoring_proxy_lets_in_and_is_told_what_would_be() {
        String name = Fleet.newName("proxy");
        fleet.server().put("/api/v1/consumers/" + name, Map.of("mode", "monitor"));
        String token = fleet.server()
                .post("/api/v1/consumers/" + name + "/tokens", Map.of())
                .json()
                .path("token")
                .asString();
        synchronised.now();
        TestServer proxy = fleet.server().as(token);
        Answer answer = proxy.send("GET", PATH, BodyPublishers.noBody(), "X-Touchstone-Host", "nobody");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Touchstone-Would-Be")).isEqualTo("deny");
        // What cannot be read is no question: nobody would be asked about what is let in.
        assertThat(proxy.get(PATH).status()).isEqualTo(403);
    }

    @Test
    void a_proxy_without_a_token_is_not_answered() {
        assertThat(fleet.server().anonymous().get(PATH).status()).isEqualTo(401);
        assertThat(fleet.server().as("tst_" + "A".repeat(43)).get(PATH).status())
                .isEqualTo(401);
    }
}
