package dev.touchstone.server.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.AtOnce;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.Ledger;
import dev.touchstone.server.host.MovableClock;
import dev.touchstone.server.host.TestHost;
import dev.touchstone.uefi.UefiVariable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A waiver lets listed hosts in for a while, and for nothing else than it was granted for. */
@FleetTest
class WaiverIT {

    private final Fleet fleet;
    private final JdbcClient jdbc;
    private final MovableClock clock;
    private final WaiverWatch watch;
    private final Ledger.Book book;
    private final Drifting drifting;
    private final String other = Fleet.newName("other");

    WaiverIT(Fleet fleet, JdbcClient jdbc, MovableClock clock, WaiverWatch watch, Ledger.Book book) {
        this.fleet = fleet;
        this.jdbc = jdbc;
        this.clock = clock;
        this.watch = watch;
        this.book = book;
        this.drifting = new Drifting(fleet, jdbc);
    }

    @BeforeEach
    void trust() {
        LabTpm.named("a");
        fleet.trustLab();
    }

    /** A host that was trusted and has drifted, and the set it is judged by. */
    private record Drifted(TestHost host, String set, UUID trusted) {}

    private Drifted drifted(String tpm, Machine golden, Machine now) {
        LabTpm device = LabTpm.named(tpm).boot(golden);
        TestHost fresh = fleet.pinned(device);
        TestHost host = fresh.with(device.persist(fresh.ak()));
        UUID shown = UUID.fromString(host.attest().path("attestation").asString());
        String set = fleet.golden(shown, host.name());
        assertThat(host.attest().path("verdict").asString()).isEqualTo("TRUSTED");
        device.boot(now);
        Drifting.drifts(host);
        return new Drifted(host, set, shown);
    }

    private Drifted drifted() {
        return drifted("a", Machine.booted("quiet"), Machine.booted(other));
    }

    private Answer waive(TestHost host, Map<String, ?> more) {
        Map<String, Object> request = new HashMap<>(Map.of("reason", "firmware update of site ams"));
        request.putAll(more);
        return drifting.post(drifting.clusterOf(host), "waivers", request);
    }

    private JsonNode waived(TestHost host, Map<String, ?> more) {
        Answer answer = waive(host, more);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    private JsonNode admission(Object subject) {
        return fleet.admission(subject).json();
    }

    private String decision(TestHost host) {
        return admission(host.id()).path("decision").asString();
    }

    @Test
    void a_waived_host_is_let_in_and_is_called_drifted_all_the_same() {
        TestHost host = drifted().host();
        assertThat(decision(host)).isEqualTo("quarantine");
        JsonNode waiver = waived(host, Map.of());
        assertThat(waiver.path("hosts").asLong()).isEqualTo(1);
        JsonNode answer = admission(host.id());
        assertThat(answer.path("decision").asString()).isEqualTo("allow");
        assertThat(answer.path("verdict").asString()).isEqualTo("DRIFTED");
        assertThat(answer.path("reasons").path(0).path("code").asString()).isEqualTo("waiver");
        assertThat(admission(host.name()).path("decision").asString()).isEqualTo("quarantine");
        String result = fleet.server()
                .post("/api/v1/results", Map.of("host", host.id()))
                .json()
                .path("result")
                .asString();
        String payload = new String(Base64.getUrlDecoder().decode(result.split("\\.", 3)[1]), StandardCharsets.UTF_8);
        assertThat(payload).contains("\"ear_status\":\"warning\"").doesNotContain("affirming");
        JsonNode again = host.attest();
        assertThat(again.path("verdict").asString()).isEqualTo("DRIFTED");
        assertThat(decision(host)).isEqualTo("allow");
        assertThat(drifting.cluster(drifting.clusterOf(host)).path("waivers").size())
                .isEqualTo(1);
    }

    @Test
    void a_waiver_ends_when_its_time_is_over_or_it_is_revoked() throws Exception {
        TestHost host = drifted().host();
        JsonNode waiver = waived(host, Map.of("expiresIn", "PT2M"));
        assertThat(clock.at(Duration.ofMinutes(1), () -> decision(host))).isEqualTo("allow");
        assertThat(clock.at(Duration.ofMinutes(3), () -> decision(host))).isEqualTo("quarantine");
        String revocation = "/api/v1/drift/waivers/" + waiver.path("id").asString() + "/revocation";
        assertThat(fleet.server().post(revocation, Map.of()).status()).isEqualTo(200);
        assertThat(decision(host)).isEqualTo("quarantine");
        assertThat(fleet.server().post(revocation, Map.of()).code()).isEqualTo("waiver-revoked");
    }

    @Test
    void people_are_told_once_that_a_waiver_is_about_to_end() throws Exception {
        JsonNode waiver = waived(drifted().host(), Map.of("expiresIn", "PT1H"));
        String told = "type = 'dev.touchstone.waiver.expiring.v1' and subject = 'waiver/"
                + waiver.path("id").asString() + "' and data ->> 'hosts' = '1'";
        for (int minutes : new int[] {29, 31, 40, 61}) {
            clock.at(Duration.ofMinutes(minutes), () -> {
                watch.run();
                return true;
            });
            assertThat(book.count(Ledger.Book.TOLD, told))
                    .as("after %s min", minutes)
                    .isEqualTo(minutes > 30 ? 1 : 0);
        }
    }

    @Test
    void nobody_joins_a_waiver_late() {
        TestHost first = drifted().host();
        waived(first, Map.of());
        TestHost late =
                drifted("b", Machine.booted("quiet"), Machine.booted(other)).host();
        assertThat(drifting.clusterOf(late)).isEqualTo(drifting.clusterOf(first));
        assertThat(decision(first)).isEqualTo("allow");
        assertThat(decision(late)).isEqualTo("quarantine");
    }

    @Test
    void a_waiver_is_for_listed_members_only() {
        TestHost first = drifted().host();
        TestHost second =
                drifted("b", Machine.booted("quiet"), Machine.booted(other)).host();
        assertThat(waive(first, Map.of("hosts", List.of(first.id(), UUID.randomUUID())))
                        .code())
                .isEqualTo("waiver-hosts");
        assertThat(waive(first, Map.of("hosts", List.of())).code()).isEqualTo("waiver-hosts");
        waived(first, Map.of("hosts", List.of(second.id())));
        assertThat(decision(first)).isEqualTo("quarantine");
        assertThat(decision(second)).isEqualTo("allow");
    }

    @Test
    void another_drift_is_not_waived() {
        TestHost host = drifted().host();
        waived(host, Map.of());
        host.tpm().boot(Machine.booted(other + " init=/bin/sh"));
        Drifting.drifts(host);
        assertThat(decision(host)).isEqualTo("quarantine");
    }

    @Test
    void the_same_drift_from_other_versions_is_not_waived() {
        Drifted drifted = drifted();
        waived(drifted.host(), Map.of());
        fleet.capture(
                drifted.set(), drifted.trusted(), Map.of("test", drifted.host().name()));
        fleet.approve(drifted.set(), 2);
        long before = drifting.clusterOf(drifted.host());
        Drifting.drifts(drifted.host());
        assertThat(drifting.clusterOf(drifted.host())).isEqualTo(before);
        assertThat(decision(drifted.host())).isEqualTo("quarantine");
    }

    @Test
    void one_person_grants_no_second_waiver_not_even_at_once_nor_after_the_first_is_over() {
        TestHost host = drifted().host();
        List<Answer> answers = AtOnce.of(3, () -> waive(host, Map.of()));
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409, 409);
        host.tpm().boot(Machine.booted("quiet"));
        assertThat(host.attest().path("verdict").asString()).isEqualTo("TRUSTED");
        host.tpm().boot(Machine.booted(other));
        Drifting.drifts(host);
        assertThat(waive(host, Map.of()).code()).isEqualTo("waiver-renewed");
    }

    @Test
    void a_waiver_has_a_reason_and_an_end() {
        TestHost host = drifted().host();
        assertThat(waive(host, Map.of("reason", " ")).code()).isEqualTo("waiver-reason");
        for (String tooLong : List.of("PT4H1S", "PT0S", "PT-1H")) {
            assertThat(waive(host, Map.of("expiresIn", tooLong)).code()).isEqualTo("waiver-too-long");
        }
        assertThat(decision(host)).isEqualTo("quarantine");
    }

    @Test
    void no_token_waives_while_two_people_are_required() {
        TestHost host = drifted().host();
        String path = "/api/v1/drift/clusters/" + drifting.clusterOf(host) + "/waivers";
        for (String scope : List.of("operator", "admin")) {
            Answer refused = fleet.server().withScopes(scope).post(path, Map.of("reason", "mine"));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("waiver-needs-approver");
        }
        assertThat(fleet.server()
                        .withScopes("viewer")
                        .post(path, Map.of("reason", "mine"))
                        .code())
                .isEqualTo("forbidden");
    }

    @Test
    void what_is_grave_is_neither_waived_nor_drafted_nor_accepted() {
        String name = Fleet.newName("policy");
        TestHost host = drifted("a", secureBoot(name, 1), secureBoot(name, 0)).host();
        long cluster = drifting.clusterOf(host);
        assertThat(drifting.cluster(cluster).path("grave").path(0).asString()).isEqualTo("secure-boot-off");
        assertThat(drifting.cluster(cluster).path("secureBoot").path("off").asLong())
                .isEqualTo(1);
        for (Answer refused : List.of(
                waive(host, Map.of()),
                drifting.post(cluster, "change", Map.of()),
                drifting.post(cluster, "acceptance", Map.of("component", 400)))) {
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("drift-grave");
            assertThat(refused.body()).contains("Secure Boot was turned off");
        }
        assertThat(decision(host)).isEqualTo("quarantine");
    }

    private static Machine secureBoot(String name, int value) {
        Machine machine = Machine.ofBothBanks();
        List.of(0, 1, 2, 3, 5, 6).forEach(pcr -> machine.firmware(pcr, "firmware " + pcr));
        Bytes variable =
                new UefiVariable(UefiVariable.EFI_GLOBAL_VARIABLE, "SecureBoot", Bytes.of((byte) value)).measuredForm();
        return machine.firmware(7, EventType.EV_EFI_VARIABLE_DRIVER_CONFIG, variable)
                .firmware(7, EventType.EV_SEPARATOR, Bytes.filled(4, 0))
                .firmware(4, name);
    }

    @Test
    void the_database_lets_a_waiver_end_and_nothing_else() {
        TestHost host = drifted().host();
        UUID id = UUID.fromString(waived(host, Map.of()).path("id").asString());
        for (String change : List.of(
                "update waiver set expires_at = expires_at + interval '1 day' where id = ?",
                "update waiver set fingerprint = decode('" + "00".repeat(32) + "', 'hex') where id = ?",
                "update waiver_host set sets = '{}' where waiver_id = ?",
                "delete from waiver_host where waiver_id = ?",
                "delete from waiver where id = ?")) {
            assertThatThrownBy(() -> jdbc.sql(change).param(id).update()).isInstanceOf(DataAccessException.class);
        }
    }
}
