package dev.touchstone.server.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.Ledger;
import dev.touchstone.server.host.MovableClock;
import dev.touchstone.server.host.Submission;
import dev.touchstone.server.host.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Evidence in time: a TPM that went back is caught, one that was merely slow or lost power is not. */
@FleetTest
class EvidenceOrderIT {

    private static final Machine BOOT = Machine.booted("quiet");

    private final Fleet fleet;
    private final Ledger.Book book;
    private final MovableClock clock;
    private final LabTpm tpm = LabTpm.named("b");

    EvidenceOrderIT(Fleet fleet, Ledger.Book book, MovableClock clock) {
        this.fleet = fleet;
        this.book = book;
        this.clock = clock;
    }

    @BeforeEach
    void trust() {
        fleet.trustLab();
    }

    private TestHost trusted() {
        TestHost host = fleet.pinned(tpm.boot(BOOT));
        TestHost lasting = host.with(tpm.persist(host.ak()));
        lasting.becomeTrusted(fleet);
        return lasting;
    }

    private static void rolledBack(JsonNode answer) {
        assertThat(answer.path("verdict").asString()).as(answer.toString()).isEqualTo("REJECTED");
        assertThat(answer.path("reasons").toString()).contains("tpm-state-rolled-back");
    }

    private TestHost afterRestoredSnapshot() {
        TestHost host = trusted();
        Path snapshot = tpm.snapshot();
        tpm.boot(BOOT);
        tpm.boot(BOOT);
        assertThat(host.attest().path("verdict").asString()).isEqualTo("TRUSTED");
        tpm.restore(snapshot).boot(BOOT);
        rolledBack(host.attest());
        return host;
    }

    @Test
    void a_restored_snapshot_is_rejected_and_stays_so() {
        TestHost host = afterRestoredSnapshot();
        rolledBack(host.attest());
        tpm.boot(BOOT);
        tpm.boot(BOOT);
        tpm.boot(BOOT);
        rolledBack(host.attest());
        assertThat(host.verdict()).isEqualTo("REJECTED");
        host.enrol();
        rolledBack(host.attest());
    }

    @Test
    void only_an_approved_enrolment_with_a_new_key_ends_a_rollback() {
        TestHost before = afterRestoredSnapshot();
        TestHost host = before.with(tpm.newAk());
        assertThat(host.enrol().json().path("state").asString()).isEqualTo("AWAITING_APPROVAL");
        assertThat(host.id()).isEqualTo(before.id());
        assertThat(host.verdict()).isEqualTo("REJECTED");
        rolledBack(host.attest());

        Answer approved = fleet.server().post("/api/v1/hosts/" + host.id() + "/approval", Map.of());
        assertThat(approved.json().path("state").asString()).isEqualTo("ACTIVE");
        assertThat(approved.json().path("labels").path("test").asString()).isEqualTo(host.name());
        assertThat(host.verdict()).isEqualTo("PENDING");
        assertThat(host.attest().path("verdict").asString()).isEqualTo("TRUSTED");
    }

    @Test
    void the_next_challenge_answered_by_a_restored_tpm_is_rejected() {
        TestHost host = trusted();
        Path snapshot = tpm.snapshot();
        tpm.boot(BOOT);
        tpm.boot(BOOT);
        JsonNode next = host.attest().path("next").path("challenge");
        tpm.restore(snapshot).boot(BOOT);
        rolledBack(host.answering(next).accepted());
    }

    @Test
    void power_cuts_are_no_rollback() {
        TestHost host = trusted();
        for (int cut = 0; cut < 3; cut++) {
            tpm.cutPower().boot(BOOT);
            assertThat(host.attest().path("verdict").asString()).isEqualTo("TRUSTED");
        }
    }

    @Test
    void an_orderly_reboot_begins_a_new_boot() {
        TestHost host = trusted();
        tpm.boot(BOOT);
        assertThat(kind(host.attest())).isEqualTo("first-of-boot");
        assertThat(kind(host.attest())).isEqualTo("routine");
    }

    private String kind(JsonNode answer) {
        return stored(answer).path("kind").asString();
    }

    private JsonNode stored(JsonNode answer) {
        return fleet.server()
                .get("/api/v1/attestations/" + answer.path("attestation").asString())
                .json();
    }

    @Test
    void sleep_and_wake_are_no_rollback() throws Exception {
        TestHost host = trusted();
        tpm.tpm().suspendAndResume();
        assertThat(host.attest().path("verdict").asString()).isEqualTo("TRUSTED");
    }

    @Test
    void late_evidence_is_history_only() {
        TestHost host = trusted();
        Submission slow = host.submission();
        host.attest();
        Ledger before = book.of(host.id());
        JsonNode answer = slow.accepted();
        assertThat(kind(answer)).isEqualTo("late");
        assertThat(answer.path("verdict").asString()).isEqualTo("TRUSTED");
        Ledger after = book.of(host.id());
        assertThat(after.host()).isEqualTo(before.host());
        assertThat(after.transitions()).isEqualTo(before.transitions());
        assertThat(after.attestations()).isEqualTo(before.attestations() + 1);
    }

    @Test
    void late_evidence_of_drift_is_not_called_trusted_because_the_host_is() {
        TestHost host = trusted();
        tpm.boot(Machine.booted("init=/bin/sh"));
        Submission slow = host.submission();
        tpm.boot(BOOT);
        host.attest();
        JsonNode answer = slow.accepted();
        assertThat(answer.path("verdict").asString()).isEqualTo("DRIFTED");
        assertThat(host.verdict()).isEqualTo("TRUSTED");
    }

    @Test
    void late_evidence_of_better_days_is_not_called_trusted_either() {
        TestHost host = trusted();
        Submission slow = host.submission();
        tpm.boot(Machine.booted("init=/bin/sh"));
        host.attest();
        JsonNode answer = slow.accepted();
        assertThat(answer.path("verdict").asString()).isEqualTo("DRIFTED");
        assertThat(stored(answer).path("verdict").asString()).isEqualTo("TRUSTED");
        assertThat(host.verdict()).isEqualTo("DRIFTED");
    }

    @Test
    void two_agents_of_one_host_whose_answers_cross_are_no_rollback() throws Exception {
        TestHost host = trusted();
        JsonNode early = host.challenge();
        JsonNode later = clock.at(Duration.ofSeconds(1), host::challenge);
        Submission first = host.answering(later);
        Submission second = host.answering(early);
        clock.at(Duration.ofSeconds(2), second::accepted);
        JsonNode crossed = clock.at(Duration.ofSeconds(2), first::accepted);
        assertThat(crossed.path("verdict").asString()).as(crossed.toString()).isEqualTo("TRUSTED");
        assertThat(kind(crossed)).isEqualTo("late");
    }

    @Test
    void evidence_counts_from_the_issue_of_its_challenge_and_grows_stale() throws Exception {
        TestHost host = trusted();
        Submission submission = host.submission();
        JsonNode answer = clock.at(Duration.ofMinutes(4), submission::accepted);
        Instant issued = Instant.parse(submission.challenge().path("issuedAt").asString());
        Instant until = Instant.parse(answer.path("validUntil").asString());
        assertThat(Duration.between(issued, until)).isEqualTo(Duration.ofMinutes(15));

        clock.at(Duration.ofMinutes(14), () -> stands(host, "TRUSTED", "allow"));
        Ledger before = book.of(host.id());
        clock.at(Duration.ofMinutes(16), () -> stands(host, "STALE", "quarantine"));
        assertThat(book.of(host.id())).isEqualTo(before);
        assertThat(clock.at(
                        Duration.ofMinutes(16),
                        () -> host.attest().path("verdict").asString()))
                .isEqualTo("TRUSTED");
    }

    private boolean stands(TestHost host, String verdict, String decision) {
        assertThat(host.verdict()).isEqualTo(verdict);
        JsonNode admission = fleet.admission(host.id()).json();
        assertThat(admission.path("verdict").asString()).isEqualTo(verdict);
        assertThat(admission.path("decision").asString()).isEqualTo(decision);
        assertThat(admission.has("result")).isEqualTo(verdict.equals("TRUSTED"));
        String list = fleet.server()
                .get("/api/v1/hosts?verdict=" + verdict + "&limit=500")
                .body();
        assertThat(list).contains(host.id().toString());
        return true;
    }

    @Test
    void rejected_does_not_grow_stale() throws Exception {
        TestHost host = afterRestoredSnapshot();
        assertThat(clock.at(Duration.ofHours(1), host::verdict)).isEqualTo("REJECTED");
    }

    @Test
    void every_transition_names_its_cause() {
        TestHost host = trusted();
        UUID id = host.id();
        tpm.boot(Machine.booted("init=/bin/sh"));
        host.attest();
        assertThat(book.count(
                        "verdict_transition",
                        "host_id = '" + id + "' and cause = 'evidence' and to_verdict = 'DRIFTED'"
                                + " and attestation_id is not null and detail <> ''"))
                .isEqualTo(1);
        assertThat(book.told(id)).isEqualTo(book.of(id).transitions());
        fleet.server().post("/api/v1/hosts/" + id + "/revocation", Map.of());
        assertThat(book.count("verdict_transition", "host_id = '" + id + "' and cause = 'revocation'"))
                .isEqualTo(1);
    }
}
