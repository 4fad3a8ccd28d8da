package dev.touchstone.server.radius;

import static dev.touchstone.server.radius.RadiusLab.message;
import static dev.touchstone.server.radius.RadiusLab.value;
import static dev.touchstone.server.radius.RadiusLab.vlan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.admission.Consumer;
import dev.touchstone.server.admission.Synchronised;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.TestHost;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What FreeRADIUS asks and is told, over HTTP. */
@FleetTest
class RadiusIT {

    private static final String PATH = "/api/v1/admission/radius";

    private final Fleet fleet;
    private final RadiusLab lab;
    private final LabTpm tpm = LabTpm.named("a");

    RadiusIT(Fleet fleet, JdbcClient jdbc, Synchronised synchronised) {
        this.fleet = fleet;
        this.lab = new RadiusLab(fleet, jdbc, synchronised);
    }

    @BeforeEach
    void boot() {
        fleet.trustLab();
        tpm.boot(Machine.booted("quiet"));
    }

    private static Answer denied(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.json().propertyNames()).containsExactly("reply:Reply-Message");
        assertThat(answer.body()).doesNotContain("%");
        return answer;
    }

    private static Answer admitted(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        answer.json()
                .forEach(told -> assertThat(told.path("do_xlat").asBoolean(true))
                        .as(told.toString())
                        .isFalse());
        return answer;
    }

    @Test
    void a_host_gets_the_network_its_verdict_is_worth() {
        TestServer radius = lab.radius();
        TestHost fresh = fleet.pinned(tpm);
        TestHost host = fresh.with(tpm.persist(fresh.ak()));
        Map<String, String> request = Map.of("skid", lab.key(host), "cn", host.name());
        assertThat(vlan(admitted(lab.ask(radius, request)))).isEqualTo("999");
        host.becomeTrusted(fleet);
        Answer allowed = admitted(lab.ask(radius, request));
        assertThat(vlan(allowed)).isEqualTo("100");
        assertThat(Long.parseLong(value(allowed, "reply:Session-Timeout"))).isBetween(30L, 3600L);
        tpm.boot(Machine.booted("init=/bin/sh"));
        host.attest();
        assertThat(vlan(admitted(lab.ask(radius, request)))).isEqualTo("999");
        host.submission().log(Bytes.ofUtf8("garbage")).accepted();
        assertThat(message(denied(lab.ask(radius, request)))).isEqualTo("Touchstone: access denied, log-malformed");
    }

    @Test
    void a_name_lets_nobody_in_whose_key_is_unknown_and_alone_at_most_into_quarantine() {
        TestServer radius = lab.radius();
        TestHost host = fleet.pinned(tpm);
        host.becomeTrusted(fleet);
        String foreign = RadiusLab.colons(Bytes.filled(20, 0x5a));
        assertThat(message(denied(lab.ask(radius, Map.of("skid", foreign, "cn", host.name())))))
                .isEqualTo("Touchstone: access denied, host-unknown");
        assertThat(vlan(admitted(lab.ask(radius, Map.of("cn", host.name()))))).isEqualTo("999");
        assertThat(vlan(admitted(lab.ask(radius, Map.of("san_dns", host.name(), "mac", "02-00-00-00-00-99")))))
                .isEqualTo("999");
        denied(lab.ask(radius, Map.of("cn", "%{User-Name}")));
        denied(lab.ask(radius, Map.of("cn", "\"},{\"a")));
        denied(lab.ask(radius, Map.of("cn", host.id().toString())));
    }

    @Test
    void a_consumer_that_monitors_lets_everybody_in() {
        TestServer radius =
                lab.radius(Consumer.Mode.MONITOR, new Consumer.Radius(Optional.of("100"), Optional.of("999")));
        assertThat(vlan(admitted(lab.ask(radius, Map.of("cn", "nobody"))))).isEqualTo("100");
    }

    @Test
    void without_a_network_for_it_quarantine_is_a_refusal() {
        TestServer radius =
                lab.radius(Consumer.Mode.ENFORCE, new Consumer.Radius(Optional.of("100"), Optional.empty()));
        TestHost host = fleet.pinned(tpm);
        assertThat(message(denied(lab.ask(radius, Map.of("skid", lab.key(host))))))
                .isEqualTo("Touchstone: access denied, no-evidence");
    }

    @Test
    void what_is_not_as_documented_is_refused_and_never_guessed() {
        TestServer radius = lab.radius();
        for (String body : new String[] {
            "",
            "{}",
            "[]",
            "{\"cn\":1}",
            "{\"cn\":\"a\",\"cn\":\"b\"}",
            "{\"cn\":\"a\",\"host\":\"b\"}",
            "{\"cn\":\"a\\nb\"}",
            "{\"cn\":\"a\\u0000\"}",
            "{\"cn\":\"a\"} x",
            "{\"skid\":\"no key\",\"cn\":\"a\"}",
            "{\"cn\":\"" + "a".repeat(2000) + "\"}"
        }) {
            assertThat(radius.postRaw(PATH, body).status()).as(body).isEqualTo(400);
        }
        assertThat(radius.postRaw(PATH, "{\"cn\":\"" + "a".repeat(65536) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void only_who_may_ask_is_answered() {
        Map<String, String> request = Map.of("cn", "nobody");
        assertThat(fleet.server().anonymous().post(PATH, request).code()).isEqualTo("unauthenticated");
        assertThat(fleet.server().as("tst_no").post(PATH, request).code()).isEqualTo("unauthenticated");
        denied(lab.ask(fleet.server().withScopes("admission"), request));
        TestServer admission = fleet.server().withScopes("admission");
        assertThat(admission.get("/api/v1/radius/nas").status()).isEqualTo(403);
        assertThat(admission.get("/api/v1/radius/sessions").status()).isEqualTo(403);
        assertThat(fleet.server()
                        .withScopes("operator")
                        .put("/api/v1/radius/nas/x", Map.of())
                        .status())
                .isEqualTo(403);
    }
}
