package dev.touchstone.server.radius;

import static dev.touchstone.server.radius.RadiusLab.SECRET;
import static dev.touchstone.server.radius.RadiusLab.request;
import static dev.touchstone.server.radius.RadiusLab.vlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchstone.Machine;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.admission.Consumer;
import dev.touchstone.server.admission.Synchronised;
import dev.touchstone.server.host.AtOnce;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.MovableClock;
import dev.touchstone.server.host.TestHost;
import dev.touchstone.server.radius.packet.FakeNas;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A session ends, or is moved, once its host is worth less. */
@FleetTest
class SessionEndIT {

    private static final int DISCONNECT = 40;
    private static final int COA = 43;

    private final Fleet fleet;
    private final RadiusLab lab;
    private final Sessions sessions;
    private final MovableClock clock;
    private final JdbcClient jdbc;
    private final LabTpm tpm = LabTpm.named("a");

    SessionEndIT(Fleet fleet, Synchronised synchronised, Sessions sessions, MovableClock clock, JdbcClient jdbc) {
        this.fleet = fleet;
        this.lab = new RadiusLab(fleet, jdbc, synchronised);
        this.sessions = sessions;
        this.clock = clock;
        this.jdbc = jdbc;
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

    private void drift(TestHost host) {
        tpm.boot(Machine.booted("init=/bin/sh"));
        assertThat(host.attest().path("verdict").asString()).isEqualTo("DRIFTED");
    }

    private void revoke(TestHost host) {
        fleet.server().post("/api/v1/hosts/" + host.id() + "/revocation", Map.of());
    }

    /** Lets a host in at a NAS. */
    private String in(TestServer radius, TestHost host, FakeNas nas, String network) {
        String session = Fleet.newName("session");
        assertThat(vlan(lab.ask(radius, request(lab.key(host), nas, session)))).isEqualTo(network);
        assertThat(lab.sessions(host).path(0).path("acctSession").asString()).isEqualTo(session);
        return session;
    }

    private UUID session(TestHost host) {
        return jdbc.sql("select id from radius_session where host_id = ?")
                .param(host.id())
                .query(UUID.class)
                .single();
    }

    @Test
    void evidence_that_shows_drift_has_the_nas_end_the_session_within_moments() throws Exception {
        try (FakeNas nas = FakeNas.obedient(SECRET)) {
            lab.nas(nas, Map.of());
            TestHost host = trusted();
            String session = in(lab.radius(), host, nas, "100");
            drift(host);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> lab.sessions(host).isEmpty());
            assertThat(nas.codes()).containsExactly(DISCONNECT);
            assertThat(nas.wasAskedWith(session)).isTrue();
            assertThat(nas.wasAskedWith("02-00-00-00-00-01")).isTrue();
            assertThat(nas.wasAskedWith("host/whatever")).isTrue();
        }
    }

    @Test
    void a_nas_with_a_quarantine_network_moves_the_session_there_and_ends_it_when_the_host_is_out() throws Exception {
        try (FakeNas nas = FakeNas.obedient(SECRET)) {
            lab.nas(nas, Map.of("quarantineVlan", "998"));
            TestHost host = trusted();
            in(lab.radius(), host, nas, "100");
            drift(host);
            await().until(() -> lab.sessions(host).path(0).path("decision").asString(), "quarantine"::equals);
            assertThat(nas.codes()).containsExactly(COA);
            assertThat(nas.wasAskedWith("998")).isTrue();
            revoke(host);
            await().until(() -> lab.sessions(host).isEmpty());
            assertThat(nas.codes()).containsExactly(COA, DISCONNECT);
        }
    }

    @Test
    void a_session_that_was_moved_comes_back_when_its_host_is_trusted_again() throws Exception {
        try (FakeNas nas = FakeNas.obedient(SECRET)) {
            lab.nas(nas, Map.of("quarantineVlan", "998"));
            TestHost host = trusted();
            in(lab.radius(), host, nas, "100");
            drift(host);
            await().until(() -> lab.sessions(host).path(0).path("decision").asString(), "quarantine"::equals);
            tpm.boot(Machine.booted("quiet"));
            assertThat(host.attest().path("verdict").asString()).isEqualTo("TRUSTED");
            await().until(() -> lab.sessions(host).isEmpty());
            assertThat(nas.codes()).containsExactly(COA, DISCONNECT);
        }
    }

    @Test
    void a_session_that_cannot_be_moved_is_ended() throws Exception {
        try (FakeNas nas = FakeNas.unmoving(SECRET)) {
            lab.nas(nas, Map.of("quarantineVlan", "998"));
            TestHost host = trusted();
            in(lab.radius(), host, nas, "100");
            drift(host);
            await().until(() -> lab.sessions(host).isEmpty());
            assertThat(nas.codes()).containsExactly(COA, DISCONNECT);
        }
    }

    @Test
    void whatever_takes_a_host_out_ends_its_session_in_quarantine_too() throws Exception {
        try (FakeNas nas = FakeNas.obedient(SECRET)) {
            lab.nas(nas, Map.of("quarantineVlan", "998"));
            TestServer radius = lab.radius();
            TestHost pending = fleet.pinned(tpm);
            in(radius, pending, nas, "999");
            revoke(pending);
            await().until(() -> lab.sessions(pending).isEmpty());
            assertThat(nas.codes()).containsExactly(DISCONNECT);
        }
    }

    @Test
    void a_session_that_nothing_is_wrong_with_is_left_alone() throws Exception {
        try (FakeNas nas = FakeNas.obedient(SECRET)) {
            lab.nas(nas, Map.of());
            TestHost host = trusted();
            in(lab.radius(), host, nas, "100");
            host.attest();
            TestServer monitor =
                    lab.radius(Consumer.Mode.MONITOR, new Consumer.Radius(Optional.of("100"), Optional.of("999")));
            assertThat(vlan(lab.ask(monitor, request(lab.key(host), nas, "monitored"))))
                    .isEqualTo("100");
            assertThat(lab.sessions(host).size()).isEqualTo(1);
            assertThat(lab.sessions(host).path(0).has("order")).isFalse();
            assertThat(nas.asked()).isEmpty();
        }
    }

    @Test
    void nothing_is_sent_to_a_nas_that_is_not_registered() throws Exception {
        try (FakeNas nas = FakeNas.obedient(SECRET)) {
            TestHost host = trusted();
            assertThat(vlan(lab.ask(lab.radius(), request(lab.key(host), nas, "s"))))
                    .isEqualTo("100");
            assertThat(lab.sessions(host).isEmpty()).isTrue();
        }
    }

    @Test
    void a_host_that_changed_since_it_was_judged_is_not_let_in() throws Exception {
        try (FakeNas nas = FakeNas.obedient(SECRET)) {
            String name = lab.nas(nas, Map.of());
            TestHost host = trusted();
            drift(host);
            Session late = new Session(
                    UUID.randomUUID(),
                    new Session.Key("radius", name, "02-00-00-00-00-01", "late"),
                    "",
                    host.id(),
                    "allow",
                    "TRUSTED",
                    false,
                    clock.instant(),
                    clock.instant().plusSeconds(60));
            assertThat(sessions.begin(late)).isFalse();
            assertThat(lab.sessions(host).isEmpty()).isTrue();
        }
    }

    @Test
    void a_nas_that_asks_anew_is_told_anew_and_what_was_ordered_is_dropped() throws Exception {
        try (FakeNas nas = FakeNas.mute()) {
            lab.nas(nas, Map.of());
            TestServer radius = lab.radius();
            TestHost host = trusted();
            String key = lab.key(host);
            assertThat(vlan(lab.ask(radius, request(key, nas, "s")))).isEqualTo("100");
            drift(host);
            assertThat(lab.sessions(host).path(0).path("order").asString()).isEqualTo("ACTIVE DRIFTED");
            assertThat(vlan(lab.ask(radius, request(key, nas, "s")))).isEqualTo("999");
            assertThat(lab.sessions(host).size()).isEqualTo(1);
            assertThat(lab.sessions(host).path(0).has("order")).isFalse();
            revoke(host);
            assertThat(lab.ask(radius, request(key, nas, "s")).status()).isEqualTo(401);
            assertThat(lab.sessions(host).isEmpty()).isTrue();
        }
    }

    @Test
    void a_refusal_is_shown_with_its_cause_and_an_unknown_session_is_over() throws Exception {
        try (FakeNas stubborn = FakeNas.refusing(SECRET, 403);
                FakeNas forgetful = FakeNas.refusing(SECRET, 503)) {
            lab.nas(stubborn, Map.of());
            lab.nas(forgetful, Map.of());
            TestServer radius = lab.radius();
            TestHost host = trusted();
            in(radius, host, stubborn, "100");
            in(radius, host, forgetful, "100");
            revoke(host);
            await().until(() ->
                    lab.sessions(host).size() == 1 && lab.sessions(host).path(0).has("failure"));
            assertThat(lab.sessions(host).path(0).path("failure").asString())
                    .isEqualTo("the NAS refuses, Error-Cause 403");
        }
    }

    /**
     * The state is in the database alone: an order whose replica died is like one taken up and never heard of again.
     */
    @Test
    void an_order_outlives_whoever_took_it_up_and_a_nas_that_was_away() throws Exception {
        try (FakeNas nas = FakeNas.mute()) {
            String name = lab.nas(nas, Map.of());
            TestHost host = trusted();
            in(lab.radius(), host, nas, "100");
            drift(host);
            await().atMost(Duration.ofSeconds(40)).until(() -> nas.asked().size() >= 3);
            try (FakeNas back = FakeNas.obedient(SECRET)) {
                fleet.server()
                        .put(
                                "/api/v1/radius/nas/" + name,
                                Map.of("address", back.address().getAddress().getHostAddress(), "port", back.port()));
                clock.at(Duration.ofSeconds(10), () -> {
                    await().atMost(Duration.ofSeconds(40))
                            .until(() -> lab.sessions(host).isEmpty());
                    return true;
                });
                assertThat(back.codes()).containsExactly(DISCONNECT);
            }
        }
    }

    @Test
    void one_of_many_replicas_takes_an_order_up_and_another_only_once_it_is_overdue() throws Exception {
        try (FakeNas nas = FakeNas.mute()) {
            lab.nas(nas, Map.of());
            TestHost host = trusted();
            in(lab.radius(), host, nas, "100");
            UUID session = session(host);
            jdbc.sql("""
                    insert into radius_order (session_id, disconnect, reason, ordered_at, due_at)
                    values (?, true, 'test', now(), now() + interval '1 day')""").param(session).update();
            Orders then = new Orders(jdbc, Clock.offset(clock, Duration.ofDays(2)));
            assertThat(AtOnce.of(6, () -> claims(then, session)).stream().mapToLong(c -> c))
                    .containsOnlyOnce(1L)
                    .allMatch(claims -> claims <= 1);
            assertThat(claims(then, session)).isZero();
            assertThat(claims(new Orders(jdbc, Clock.offset(clock, Duration.ofDays(3))), session))
                    .isEqualTo(1);
        }
    }

    private static long claims(Orders replica, UUID session) {
        return replica.claim(1000, Duration.ofMinutes(1)).stream()
                .filter(order -> order.session().equals(session))
                .count();
    }

    @Test
    void a_waiver_that_is_revoked_ends_what_it_let_in() throws Exception {
        try (FakeNas nas = FakeNas.obedient(SECRET)) {
            lab.nas(nas, Map.of());
            TestHost host = trusted();
            tpm.boot(Machine.booted(Fleet.newName("other")));
            host.attest();
            String waiver = waive(host);
            in(lab.radius(), host, nas, "100");
            assertThat(lab.sessions(host).path(0).path("waived").asBoolean()).isTrue();
            fleet.server().post("/api/v1/drift/waivers/" + waiver + "/revocation", Map.of());
            await().until(() -> lab.sessions(host).isEmpty());
            assertThat(nas.codes()).containsExactly(DISCONNECT);
        }
    }

    private String waive(TestHost host) {
        long cluster = jdbc.sql("select cluster_id from drift_present where host_id = ?")
                .param(host.id())
                .query(Long.class)
                .single();
        JsonNode waiver = fleet.server()
                .post("/api/v1/drift/clusters/" + cluster + "/waivers", Map.of("reason", "test"))
                .json();
        return waiver.path("id").asString();
    }

    @Test
    void a_host_has_a_bounded_number_of_sessions() throws Exception {
        try (FakeNas nas = FakeNas.mute()) {
            lab.nas(nas, Map.of());
            TestServer radius = lab.radius();
            TestHost host = trusted();
            String key = lab.key(host);
            for (int i = 0; i < 18; i++) {
                lab.ask(radius, request(key, nas, "s" + i));
            }
            assertThat(lab.sessions(host).size()).isEqualTo(16);
            assertThat(lab.sessions(host).path(0).path("acctSession").asString())
                    .isEqualTo("s17");
        }
    }

    @Test
    void a_secret_of_the_nas_is_not_believed_from_elsewhere() throws Exception {
        try (FakeNas impostor = FakeNas.obedient("another-secret-entirely")) {
            lab.nas(impostor, Map.of());
            TestHost host = trusted();
            in(lab.radius(), host, impostor, "100");
            revoke(host);
            await().atMost(Duration.ofSeconds(40)).until(() -> impostor.asked().size() >= 3);
            assertThat(lab.sessions(host).path(0).path("order").asString()).isEqualTo("REVOKED PENDING");
        }
    }

    @Test
    void text_from_outside_reaches_a_nas_as_it_is_and_expands_nowhere() throws Exception {
        try (FakeNas nas = FakeNas.obedient(SECRET)) {
            lab.nas(nas, Map.of());
            TestHost host = trusted();
            Map<String, String> request = new java.util.HashMap<>(request(lab.key(host), nas, "s"));
            request.put("user", "%{User-Name} \"x\" %{exec:id}");
            assertThat(vlan(lab.ask(lab.radius(), request))).isEqualTo("100");
            revoke(host);
            await().until(() -> lab.sessions(host).isEmpty());
            assertThat(nas.wasAskedWith("%{User-Name} \"x\" %{exec:id}")).isTrue();
        }
    }
}
