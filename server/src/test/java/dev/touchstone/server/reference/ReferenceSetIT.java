package dev.touchstone.server.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.AtOnce;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.Ledger;
import dev.touchstone.server.host.TestHost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** How measurements become golden, and stop being so. */
@FleetTest
class ReferenceSetIT {

    private static final String PATH = "/api/v1/reference-sets";

    private final Fleet fleet;
    private final Ledger.Book book;
    private final JdbcClient jdbc;
    private final LabTpm tpm = LabTpm.named("a");
    private TestHost host;
    private String set = "";

    ReferenceSetIT(Fleet fleet, Ledger.Book book, JdbcClient jdbc) {
        this.fleet = fleet;
        this.book = book;
        this.jdbc = jdbc;
        this.host = new TestHost(fleet.server(), tpm, new LabTpm.Key("", Bytes.EMPTY), "none");
    }

    @BeforeEach
    void enrol() {
        fleet.trustLab();
        TestHost fresh = fleet.pinned(tpm.boot(Machine.booted("quiet")));
        host = fresh.with(tpm.persist(fresh.ak()));
        set = Fleet.newName("set");
    }

    private static UUID attestation(JsonNode answer) {
        return UUID.fromString(answer.path("attestation").asString());
    }

    private Answer step(int version, String step) {
        return fleet.server().post(PATH + "/" + set + "/versions/" + version + "/" + step, Map.of());
    }

    private void step(int version, String step, String state) {
        Answer answer = step(version, step);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("state").asString()).isEqualTo(state);
    }

    private void wrongState(int version, String step) {
        Answer answer = step(version, step);
        assertThat(answer.status()).as(step).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("reference-state");
    }

    private Answer capture(Map<String, Object> change) {
        Map<String, Object> request = new HashMap<>(Map.of("name", set, "selector", Map.of("test", host.name())));
        request.putAll(change);
        return fleet.server().post(PATH, request);
    }

    private String verdict() {
        return host.attest().path("verdict").asString();
    }

    @Test
    void a_version_moves_from_draft_to_retired_and_never_back() {
        JsonNode draft = fleet.capture(set, attestation(host.attest()), Map.of("test", host.name()))
                .json();
        assertThat(draft.path("version").asInt()).isEqualTo(1);
        assertThat(draft.path("state").asString()).isEqualTo("draft");
        wrongState(1, "approval");
        wrongState(1, "retirement");
        assertThat(verdict()).isEqualTo("PENDING");

        step(1, "proposal", "proposed");
        wrongState(1, "proposal");
        wrongState(1, "retirement");
        assertThat(verdict()).isEqualTo("PENDING");

        step(1, "approval", "approved");
        wrongState(1, "approval");
        wrongState(1, "proposal");
        assertThat(verdict()).isEqualTo("TRUSTED");

        step(1, "retirement", "retired");
        wrongState(1, "retirement");
        wrongState(1, "proposal");
        wrongState(1, "approval");
        assertThat(verdict()).isEqualTo("PENDING");
    }

    @Test
    void each_step_is_in_the_audit_log() {
        fleet.golden(attestation(host.attest()), host.name());
        for (String action : List.of("reference.draft", "reference.propose", "reference.approve")) {
            assertThat(book.count("audit_event", "action = '" + action + "' and actor <> ''"))
                    .isPositive();
        }
    }

    @Test
    void no_token_approves_while_two_people_are_required() {
        fleet.capture(set, attestation(host.attest()), Map.of("test", host.name()));
        step(1, "proposal", "proposed");
        TestServer operator = fleet.server().withScopes("operator");
        Answer refused = operator.post(PATH + "/" + set + "/versions/1/approval", Map.of());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("approval-needs-person");
        assertThat(fleet.server()
                        .withScopes("admin")
                        .post(PATH + "/" + set + "/versions/1/approval", Map.of())
                        .code())
                .isEqualTo("approval-needs-person");
        assertThat(book.count("change_approval", aboutSet())).isZero();
        assertThat(verdict()).isEqualTo("PENDING");
    }

    @Test
    void the_bootstrap_token_approves_under_its_name_while_nobody_else_can() {
        fleet.capture(set, attestation(host.attest()), Map.of("test", host.name()));
        fleet.approve(set, 1);
        assertThat(book.count("change_approval", aboutSet() + " and exemption = 'bootstrap'"))
                .isEqualTo(1);
    }

    @Test
    void the_database_refuses_an_author_who_approves() {
        fleet.capture(set, attestation(host.attest()), Map.of("test", host.name()));
        step(1, "proposal", "proposed");
        assertThatThrownBy(() -> jdbc.sql("""
                        insert into change_approval (change_id, approver, author, proposer, content_sha256, at)
                        select id, author, author, proposer, content_sha256, now() from change where subject = ?""").param(set + "@1").update()).isInstanceOf(DataAccessException.class);
        assertThat(book.count("change_approval", aboutSet())).isZero();
    }

    private String aboutSet() {
        return "change_id in (select id from change where subject = '" + set + "@1')";
    }

    @Test
    void the_database_refuses_to_change_what_was_shown() {
        fleet.capture(set, attestation(host.attest()), Map.of("test", host.name()));
        for (String change : List.of(
                "components = '[]'",
                "selector = '{}'",
                "author = 'other'",
                "content_sha256 = decode('" + "00".repeat(32) + "', 'hex')")) {
            assertThatThrownBy(() -> jdbc.sql("update reference_version set " + change + " where set_name = ?")
                            .param(set)
                            .update())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("immutable");
        }
    }

    @Test
    void golden_is_the_union_of_approved_versions_until_one_is_retired() {
        fleet.capture(set, attestation(host.attest()), Map.of("test", host.name()));
        fleet.approve(set, 1);
        tpm.boot(Machine.booted("splash"));
        JsonNode drifted = host.attest();
        assertThat(drifted.path("verdict").asString()).isEqualTo("DRIFTED");
        fleet.capture(set, attestation(drifted), Map.of("test", host.name()));
        fleet.approve(set, 2);

        assertThat(verdict()).isEqualTo("TRUSTED");
        tpm.boot(Machine.booted("quiet"));
        assertThat(verdict()).isEqualTo("TRUSTED");
        step(1, "retirement", "retired");
        assertThat(verdict()).isEqualTo("DRIFTED");
        tpm.boot(Machine.booted("splash"));
        assertThat(verdict()).isEqualTo("TRUSTED");
    }

    @Test
    void two_sets_that_can_select_one_host_do_not_own_the_same_component() {
        UUID shown = attestation(host.attest());
        fleet.capture(set, shown, Map.of("test", host.name()));
        fleet.approve(set, 1);
        String first = set;
        set = Fleet.newName("set");
        fleet.capture(set, shown, Map.of("test", host.name(), "site", "ams"));
        step(1, "proposal", "proposed");
        Answer conflict = step(1, "approval");
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.code()).isEqualTo("reference-conflict");
        assertThat(verdict()).isEqualTo("TRUSTED");
        fleet.server().post(PATH + "/" + first + "/versions/1/retirement", Map.of());
        step(1, "approval", "approved");
    }

    @Test
    void two_conflicting_approvals_at_once_are_one() {
        UUID shown = attestation(host.attest());
        List<String> sets = List.of(Fleet.newName("set"), Fleet.newName("set"));
        sets.forEach(s -> {
            fleet.capture(s, shown, Map.of("test", host.name()));
            fleet.server().post(PATH + "/" + s + "/versions/1/proposal", Map.of());
        });
        List<Answer> answers = AtOnce.of(
                () -> fleet.server().post(PATH + "/" + sets.get(0) + "/versions/1/approval", Map.of()),
                () -> fleet.server().post(PATH + "/" + sets.get(1) + "/versions/1/approval", Map.of()));
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
    }

    @Test
    void one_step_taken_at_once_is_taken_once() {
        fleet.capture(set, attestation(host.attest()), Map.of("test", host.name()));
        assertThat(AtOnce.of(4, () -> step(1, "proposal")))
                .extracting(Answer::status)
                .containsExactlyInAnyOrder(200, 409, 409, 409);
        assertThat(AtOnce.of(4, () -> step(1, "approval")))
                .extracting(Answer::status)
                .containsExactlyInAnyOrder(200, 409, 409, 409);
    }

    @Test
    void drafts_made_at_once_get_numbers_of_their_own() {
        UUID shown = attestation(host.attest());
        List<Answer> drafts = AtOnce.of(4, () -> capture(Map.of("captureFrom", shown)));
        assertThat(drafts).extracting(d -> d.json().path("version").asInt()).containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    @Test
    void only_some_pcrs_can_be_captured_and_the_rest_is_not_checked() {
        UUID shown = attestation(host.attest());
        assertThat(capture(Map.of("captureFrom", shown, "pcrs", List.of(4, 7))).status())
                .isEqualTo(201);
        fleet.approve(set, 1);
        tpm.boot(Machine.booted("splash"));
        JsonNode answer = host.attest();
        assertThat(answer.path("verdict").asString()).isEqualTo("TRUSTED");
        JsonNode stored = fleet.server()
                .get("/api/v1/attestations/" + attestation(answer))
                .json();
        assertThat(stored.path("notChecked").toString()).contains("12").doesNotContain("7,");
        assertThat(stored.path("referenceSets").path(0).asString()).isEqualTo(set + "@1");
    }

    @Test
    void what_cannot_be_captured_is_refused_and_no_version_is_made() {
        UUID shown = attestation(host.attest());
        UUID broken = attestation(host.submission().log(Bytes.ofUtf8("garbage")).accepted());
        UUID unlogged = attestation(host.submission().log(Bytes.EMPTY).accepted());
        for (int pcr : List.of(10, 16, 23, 24, -1)) {
            assertThat(capture(Map.of("captureFrom", shown, "pcrs", List.of(pcr)))
                            .code())
                    .isEqualTo("pcrs-not-capturable");
        }
        assertThat(capture(Map.of("captureFrom", UUID.randomUUID())).status()).isEqualTo(404);
        assertThat(capture(Map.of("captureFrom", broken)).code()).isEqualTo("evidence-rejected");
        assertThat(capture(Map.of("captureFrom", unlogged)).code()).isEqualTo("evidence-rejected");
        assertThat(capture(Map.of("captureFrom", shown, "name", "Not A Name")).code())
                .isEqualTo("reference-name-invalid");
        assertThat(book.count("reference_version", "set_name = '" + set + "'")).isZero();
        assertThat(book.count("reference_set", "name = '" + set + "'")).isZero();
    }

    @Test
    void evidence_of_a_key_replaced_since_is_not_captured() {
        UUID shown = attestation(host.attest());
        host.with(tpm.newAk()).enrol();
        assertThat(capture(Map.of("captureFrom", shown)).code()).isEqualTo("evidence-of-other-key");
    }

    @Test
    void what_an_agent_claims_selects_no_set() {
        fleet.golden(attestation(host.attest()), host.name());
        TestHost liar = new TestHost(fleet.server(), fleet.vacate(tpm), tpm.newAk(), Fleet.newName("liar"));
        Map<String, Object> request = liar.enrolment();
        request.put("labels", Map.of("test", host.name()));
        liar.enrol(request);
        fleet.server().post("/api/v1/hosts/" + liar.id() + "/approval", Map.of());
        JsonNode answer = liar.attest();
        assertThat(answer.path("verdict").asString()).isEqualTo("PENDING");
        assertThat(answer.path("reasons").path(0).path("code").asString()).isEqualTo("no-reference-set");
    }

    @Test
    void a_version_can_be_read_with_its_records() {
        String path = fleet.golden(attestation(host.attest()), host.name());
        JsonNode version = fleet.server().get(PATH + "/" + path + "/versions/1").json();
        assertThat(version.path("components")
                        .path(0)
                        .path("variants")
                        .path(0)
                        .path("records")
                        .isEmpty())
                .isFalse();
        assertThat(version.path("provenance").path("kind").asString()).isEqualTo("captured");
        assertThat(fleet.server().get(PATH + "/none/versions/1").status()).isEqualTo(404);
    }
}
