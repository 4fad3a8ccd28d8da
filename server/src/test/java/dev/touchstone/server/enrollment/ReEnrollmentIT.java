package dev.touchstone.server.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.AtOnce;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.Ledger;
import dev.touchstone.server.host.TestHost;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One EK is one host, whatever keys it brings. */
@FleetTest
class ReEnrollmentIT {

    private final Fleet fleet;
    private final Ledger.Book book;
    private final JdbcClient jdbc;
    private final LabTpm tpm = LabTpm.named("a");
    private final LabTpm other = LabTpm.named("b");

    ReEnrollmentIT(Fleet fleet, Ledger.Book book, JdbcClient jdbc) {
        this.fleet = fleet;
        this.book = book;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void boot() {
        fleet.trustLab();
        fleet.vacate(other);
        tpm.boot(Machine.booted("root=/dev/vda"));
    }

    private List<String> causes(UUID host) {
        return jdbc.sql("select cause from verdict_transition where host_id = ? order by at")
                .param(host)
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Test
    void a_new_key_replaces_the_old_only_once_it_is_proved() {
        TestHost before = fleet.pinned(tpm);
        TestHost after = before.with(tpm.newAk());
        Ledger ledger = book.of(before.id());
        Answer begun = after.begin();
        assertThat(book.of(before.id())).isEqualTo(ledger);
        before.attest();

        assertThat(after.activate(begun, after.secret(begun))
                        .json()
                        .path("hostId")
                        .asString())
                .isEqualTo(before.id().toString());
        assertThat(after.view().path("ak").asString()).isEqualTo(after.ak().name());
        assertThat(after.view().path("state").asString()).isEqualTo("ACTIVE");
        after.attest();
    }

    @Test
    void the_old_key_is_refused_from_then_on() {
        TestHost before = fleet.pinned(tpm);
        var banked = before.submission();
        TestHost after = before.with(tpm.newAk());
        after.enrol();
        Ledger ledger = book.of(after.id());

        assertThat(banked.send().code()).isEqualTo("challenge-other-key");
        assertThat(book.of(after.id())).isEqualTo(ledger.andOneRejected());
        assertThat(before.submission().send().code()).isEqualTo("quote-not-authentic");
        assertThat(before.begin().code()).isEqualTo("ak-taken");
    }

    @Test
    void a_trusted_host_has_to_prove_itself_anew() {
        TestHost before = fleet.pinned(tpm);
        before.becomeTrusted(fleet);
        before.with(tpm.newAk()).enrol();
        assertThat(before.verdict()).isEqualTo("PENDING");
        assertThat(causes(before.id())).endsWith("re-enrolment");
        var admission = fleet.admission(before.id()).json();
        assertThat(admission.path("decision").asString()).isEqualTo("quarantine");
        assertThat(admission.path("reasons").path(0).path("code").asString()).isEqualTo("not-attested-since");
        assertThat(admission.has("result")).isFalse();
    }

    @Test
    void enrolling_again_with_the_same_key_changes_nothing() {
        TestHost host = fleet.pinned(tpm);
        host.becomeTrusted(fleet);
        Ledger ledger = book.of(host.id());
        host.enrol();
        assertThat(book.of(host.id())).isEqualTo(ledger);
    }

    @Test
    void revoked_stays_revoked() {
        TestHost before = fleet.pinned(tpm);
        before.becomeTrusted(fleet);
        fleet.server().post("/api/v1/hosts/" + before.id() + "/revocation", Map.of());
        TestHost after = before.with(tpm.newAk());
        assertThat(after.enrol().json().path("state").asString()).isEqualTo("REVOKED");
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.attest().path("verdict").asString()).isNotEqualTo("TRUSTED");
        assertThat(fleet.admission(after.id()).json().path("decision").asString())
                .isEqualTo("deny");
    }

    @Test
    void rejected_stays_rejected_until_the_new_key_proves_better() {
        TestHost before = fleet.pinned(tpm);
        before.submission().log(Bytes.ofUtf8("garbage")).accepted();
        TestHost after = before.with(tpm.newAk());
        after.enrol();
        assertThat(after.verdict()).isEqualTo("REJECTED");
        assertThat(after.attest().path("verdict").asString()).isEqualTo("PENDING");
    }

    @Test
    void a_certificate_brought_later_says_what_the_tpm_is() {
        fleet.vacate(tpm);
        TestHost host = new TestHost(fleet.server(), tpm, tpm.newAk(), Fleet.newName("host"));
        Map<String, Object> bare = host.enrolment();
        bare.put("ek", Map.of("public", tpm.ekPublic().toBase64()));
        host.enrol(bare);
        assertThat(host.view().path("identity").asString()).isEqualTo("unverified");
        host.with(tpm.newAk()).enrol();
        assertThat(host.view().path("identity").asString()).isEqualTo("virtual");
        TestHost third = host.with(tpm.newAk());
        third.enrol(withoutCertificate(third));
        assertThat(host.view().path("identity").asString()).isEqualTo("virtual");
    }

    private static Map<String, Object> withoutCertificate(TestHost host) {
        Map<String, Object> request = host.enrolment();
        request.put("ek", Map.of("public", host.tpm().ekPublic().toBase64()));
        return request;
    }

    @Test
    void a_taken_name_makes_the_newcomer_wait() {
        TestHost first = fleet.pinned(tpm);
        jdbc.sql("delete from ek_pin where host_name = ?").param(first.name()).update();
        fleet.pin(other, first.name());
        TestHost second = new TestHost(fleet.server(), other, other.newAk(), first.name());
        Ledger ledger = book.of(first.id());
        assertThat(second.enrol().json().path("state").asString()).isEqualTo("AWAITING_APPROVAL");
        assertThat(second.view().path("waitingFor").asString()).isEqualTo("name-taken");
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(book.of(first.id()).host()).isEqualTo(ledger.host());
        assertThat(fleet.server()
                        .post("/api/v1/hosts/" + second.id() + "/approval", Map.of())
                        .code())
                .isEqualTo("host-name-taken");

        fleet.server().post("/api/v1/hosts/" + first.id() + "/retirement", Map.of());
        assertThat(fleet.server()
                        .post("/api/v1/hosts/" + second.id() + "/approval", Map.of())
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("ACTIVE");
    }

    @Test
    void one_activation_used_at_once_is_used_once() {
        fleet.vacate(tpm);
        TestHost host = new TestHost(fleet.server(), tpm, tpm.newAk(), Fleet.newName("host"));
        Answer begun = host.begin();
        Bytes secret = host.secret(begun);
        List<Answer> answers = AtOnce.of(4, () -> host.activate(begun, secret));
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409, 409, 409);
        assertThat(book.count("host", "claimed_name = '" + host.name() + "'")).isEqualTo(1);
    }

    @Test
    void two_keys_of_one_ek_activated_at_once_make_one_host() {
        fleet.vacate(tpm);
        String name = Fleet.newName("host");
        List<TestHost> hosts = Stream.generate(() -> new TestHost(fleet.server(), tpm, tpm.newAk(), name))
                .limit(2)
                .toList();
        List<Answer> begun = hosts.stream().map(TestHost::begin).toList();
        List<Bytes> secrets =
                List.of(hosts.get(0).secret(begun.get(0)), hosts.get(1).secret(begun.get(1)));
        List<Answer> answers = AtOnce.of(
                () -> hosts.get(0).activate(begun.get(0), secrets.get(0)),
                () -> hosts.get(1).activate(begun.get(1), secrets.get(1)));
        assertThat(answers).extracting(Answer::status).containsExactly(200, 200);
        assertThat(answers.get(0).json().path("hostId"))
                .isEqualTo(answers.get(1).json().path("hostId"));
        assertThat(book.count("host", "claimed_name = '" + name + "'")).isEqualTo(1);
        assertThat(book.count(
                        "retired_attestation_key",
                        "host_id = '" + answers.get(0).json().path("hostId").asString() + "'"))
                .isEqualTo(1);
    }

    @Test
    void of_two_that_claim_a_name_at_once_one_gets_it_and_one_waits() {
        fleet.vacate(tpm);
        String name = Fleet.newName("host");
        String token = fleet.server()
                .post(
                        "/api/v1/enrollment-tokens",
                        Map.of("uses", 2, "expiresAt", "2099-01-01T00:00:00Z", "labels", Map.of()))
                .json()
                .path("token")
                .asString();
        List<TestHost> hosts = List.of(
                new TestHost(fleet.server(), tpm, tpm.newAk(), name),
                new TestHost(fleet.server(), other, other.newAk(), name));
        List<Answer> begun = hosts.stream()
                .map(h -> {
                    Map<String, Object> request = h.enrolment();
                    request.put("token", token);
                    return h.begin(request);
                })
                .toList();
        List<Bytes> secrets =
                List.of(hosts.get(0).secret(begun.get(0)), hosts.get(1).secret(begun.get(1)));
        List<Answer> answers = AtOnce.of(
                () -> hosts.get(0).activate(begun.get(0), secrets.get(0)),
                () -> hosts.get(1).activate(begun.get(1), secrets.get(1)));
        assertThat(answers).extracting(Answer::status).as(answers.toString()).containsExactly(200, 200);
        assertThat(answers)
                .extracting(a -> a.json().path("state").asString())
                .containsExactlyInAnyOrder("ACTIVE", "AWAITING_APPROVAL");
    }

    @Test
    void approving_a_host_again_keeps_the_name_and_labels_it_was_granted() {
        TestHost host = fleet.pinned(tpm);
        jdbc.sql(
                        "update host set state = 'AWAITING_APPROVAL', claimed_name = 'liar', waiting_for = 'approval' where id = ?")
                .param(host.id())
                .update();
        fleet.server().post("/api/v1/hosts/" + host.id() + "/approval", Map.of());
        assertThat(host.view().path("host").asString()).isEqualTo(host.name());
        assertThat(host.view().path("labels").path("test").asString()).isEqualTo(host.name());
        assertThat(host.view().path("hostSource").asString()).isEqualTo("pin");
    }
}
