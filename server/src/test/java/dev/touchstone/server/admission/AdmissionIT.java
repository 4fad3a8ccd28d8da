package dev.touchstone.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.TestHost;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The default table of design §6, and the tokens that go with it. */
@FleetTest
class AdmissionIT {

    private final Fleet fleet;
    private final LabTpm tpm = LabTpm.named("a");

    AdmissionIT(Fleet fleet) {
        this.fleet = fleet;
    }

    @BeforeEach
    void boot() {
        fleet.trustLab();
        tpm.boot(Machine.booted("quiet"));
    }

    private JsonNode ask(Object subject) {
        Answer answer = fleet.admission(subject);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        return answer.json();
    }

    private void decides(Object subject, String decision, String verdict, String reason) {
        JsonNode answer = ask(subject);
        assertThat(answer.path("decision").asString()).isEqualTo(decision);
        assertThat(answer.path("verdict").asString()).isEqualTo(verdict);
        assertThat(answer.path("reasons").path(0).path("code").asString()).isEqualTo(reason);
    }

    private void decision(TestHost host, String decision) {
        fleet.server().post("/api/v1/hosts/" + host.id() + "/" + decision, Map.of());
    }

    private JsonNode verified(String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        JWKSet keys = JWKSet.parse(
                fleet.server().anonymous().get("/.well-known/jwks.json").body());
        var key = Objects.requireNonNull(keys.getKeyByKeyId(jwt.getHeader().getKeyID()));
        assertThat(jwt.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
        return JsonMapper.shared().readTree(jwt.getPayload().toString());
    }

    private static JsonNode told(JsonNode payload) {
        return payload.path("submods").path("tpm_host").path("ear_verifier_claims");
    }

    @Test
    void who_is_unknown_is_denied() {
        for (Object nobody : List.of(UUID.randomUUID(), "nobody", "a%20b", "%27--", "%C3%BC")) {
            JsonNode answer = ask(nobody);
            assertThat(answer.path("decision").asString()).isEqualTo("deny");
            assertThat(answer.path("reasons").path(0).path("code").asString()).isEqualTo("host-unknown");
            assertThat(answer.has("hostId")).isFalse();
        }
    }

    @Test
    void trusted_is_allowed_by_id_and_quarantined_by_name_alone() throws Exception {
        TestHost host = fleet.pinned(tpm);
        host.becomeTrusted(fleet);
        JsonNode byId = ask(host.id());
        assertThat(byId.path("decision").asString()).isEqualTo("allow");
        assertThat(byId.path("binding").asString()).isEqualTo("inventory");
        assertThat(byId.path("host").asString()).isEqualTo(host.name());
        assertThat(byId.path("reasons").isEmpty()).isTrue();
        assertThat(byId.path("evidenceAge").asString()).startsWith("PT");
        assertThat(told(verified(byId.path("result").asString()))
                        .path("verdict")
                        .asString())
                .isEqualTo("TRUSTED");

        decides(host.name(), "quarantine", "TRUSTED", "bound-by-name-only");
        assertThat(ask(host.name()).path("binding").asString()).isEqualTo("name");
    }

    @Test
    void a_name_is_no_better_for_the_worse() {
        TestHost host = fleet.pinned(tpm);
        host.submission().log(Bytes.ofUtf8("garbage")).accepted();
        assertThat(ask(host.name()).path("decision").asString()).isEqualTo("deny");
    }

    @Test
    void drifted_is_quarantined_and_rejected_denied() {
        TestHost fresh = fleet.pinned(tpm);
        TestHost host = fresh.with(tpm.persist(fresh.ak()));
        host.becomeTrusted(fleet);
        tpm.boot(Machine.booted("init=/bin/sh"));
        host.attest();
        decides(host.id(), "quarantine", "DRIFTED", "event-not-approved");
        host.submission().log(Bytes.ofUtf8("garbage")).accepted();
        decides(host.id(), "deny", "REJECTED", "log-malformed");
    }

    @Test
    void pending_is_quarantined_whatever_it_waits_for() {
        TestHost pinned = fleet.pinned(tpm);
        decides(pinned.id(), "quarantine", "PENDING", "no-evidence");
        pinned.attest();
        decides(pinned.id(), "quarantine", "PENDING", "no-reference-set");
        TestHost waiting = fleet.waiting(tpm);
        decides(waiting.id(), "quarantine", "PENDING", "awaiting-approval");
        waiting.attest();
        decides(waiting.id(), "quarantine", "PENDING", "awaiting-approval");
    }

    @Test
    void a_claimed_name_finds_nobody() {
        TestHost waiting = fleet.waiting(tpm);
        assertThat(ask(waiting.name()).path("decision").asString()).isEqualTo("deny");
    }

    @Test
    void an_approval_is_not_held_against_a_host_afterwards() {
        TestHost host = fleet.waiting(tpm);
        host.attest();
        decision(host, "approval");
        assertThat(ask(host.id()).path("reasons").toString()).doesNotContain("awaiting-approval");
    }

    @Test
    void revoked_is_denied_whatever_it_proves() throws Exception {
        TestHost host = fleet.pinned(tpm);
        host.becomeTrusted(fleet);
        decision(host, "revocation");
        decides(host.id(), "deny", "PENDING", "host-revoked");
        assertThat(ask(host.id()).has("result")).isFalse();

        JsonNode answer = host.attest();
        assertThat(answer.path("verdict").asString()).isEqualTo("PENDING");
        JsonNode token = verified(answer.path("result").asString());
        assertThat(token.path("ear_status").asString()).isNotEqualTo("affirming");
        assertThat(told(token).path("reasons").toString()).contains("host-revoked");
        decides(host.id(), "deny", "PENDING", "host-revoked");
        assertThat(host.verdict()).isEqualTo("PENDING");
    }

    @Test
    void retired_is_as_unknown_as_its_name() {
        TestHost host = fleet.pinned(tpm);
        host.becomeTrusted(fleet);
        decision(host, "retirement");
        for (Object subject : List.of(host.id(), host.name())) {
            JsonNode answer = ask(subject);
            assertThat(answer.path("decision").asString()).isEqualTo("deny");
            assertThat(answer.path("reasons").path(0).path("code").asString()).isEqualTo("host-unknown");
        }
    }

    @Test
    void the_token_in_an_answer_says_what_the_answer_says() throws Exception {
        TestHost host = fleet.pinned(tpm);
        JsonNode answer = host.becomeTrusted(fleet);
        JsonNode token = verified(answer.path("result").asString());
        assertThat(token.path("ear_status").asString()).isEqualTo("affirming");
        assertThat(token.path("sub").asString()).isEqualTo("urn:uuid:" + host.id());
        assertThat(told(token).path("verdict").asString()).isEqualTo("TRUSTED");
        assertThat(told(token).path("host").asString()).isEqualTo(host.name());
        assertThat(told(token).path("identity").asString()).isEqualTo("virtual");
        assertThat(token.path("exp").asLong())
                .isEqualTo(Instant.parse(answer.path("validUntil").asString()).getEpochSecond());

        JsonNode rejected = host.submission().log(Bytes.ofUtf8("garbage")).accepted();
        JsonNode bad = verified(rejected.path("result").asString());
        assertThat(bad.path("ear_status").asString()).isEqualTo("contraindicated");
        assertThat(told(bad).path("verdict").asString()).isEqualTo("REJECTED");
        assertThat(told(bad).path("reasons").toString()).contains("log-malformed");
    }

    @Test
    void the_token_of_a_steady_host_is_signed_afresh_once_nobody_could_check_the_old_one() throws Exception {
        TestHost host = fleet.pinned(tpm);
        host.becomeTrusted(fleet);
        String signed = ask(host.id()).path("result").asString();
        assertThat(ask(host.id()).path("result").asString()).isEqualTo(signed);
        fleet.server().post("/api/v1/result-keys/rotation", Map.of("now", true));

        String renewed = ask(host.id()).path("result").asString();
        assertThat(ask(host.id()).path("result").asString())
                .as("is not signed each time")
                .isEqualTo(renewed);
        JsonNode token = verified(renewed);
        assertThat(token.path("ear_status").asString()).isEqualTo("affirming");
        assertThat(token.path("sub").asString()).isEqualTo("urn:uuid:" + host.id());
        assertThat(told(token).path("verdict").asString()).isEqualTo("TRUSTED");
        assertThat(token.path("exp").asLong())
                .as("the evidence is as old as it was")
                .isEqualTo(SignedJWT.parse(signed)
                        .getJWTClaimsSet()
                        .getExpirationTime()
                        .toInstant()
                        .getEpochSecond());

        fleet.server().post("/api/v1/result-keys/rotation", Map.of("now", true));
        assertThat(verified(ask(host.id()).path("result").asString())
                        .path("ear_status")
                        .asString())
                .isEqualTo("affirming");
        decision(host, "revocation");
        assertThat(ask(host.id()).has("result")).isFalse();
    }

    @Test
    void an_unapproved_host_gets_no_affirming_token_though_its_boot_is_golden() throws Exception {
        TestHost trusted = fleet.pinned(tpm);
        trusted.becomeTrusted(fleet);
        TestHost waiting = fleet.waiting(tpm);
        JsonNode answer = waiting.attest();
        assertThat(answer.path("verdict").asString()).isEqualTo("PENDING");
        assertThat(verified(answer.path("result").asString()).path("ear_status").asString())
                .isEqualTo("none");
    }

    @Test
    void only_who_may_ask_is_answered() {
        assertThat(fleet.server().anonymous().get("/api/v1/admission/x").status())
                .isEqualTo(401);
        assertThat(fleet.server()
                        .withScopes("admission")
                        .get("/api/v1/admission/x")
                        .status())
                .isEqualTo(200);
        assertThat(fleet.server().withScopes("admission").get("/api/v1/hosts").status())
                .isEqualTo(403);
    }
}
