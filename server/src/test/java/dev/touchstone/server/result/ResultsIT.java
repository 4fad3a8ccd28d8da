package dev.touchstone.server.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.MovableClock;
import dev.touchstone.server.host.TestHost;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Results signed afresh for a relying party, and what it is told of the ones it has. */
@FleetTest
class ResultsIT {

    private static final String RESULTS = "/api/v1/results";

    private final Fleet fleet;
    private final MovableClock clock;
    private final JdbcClient jdbc;
    private final LabTpm tpm = LabTpm.named("a");

    ResultsIT(Fleet fleet, MovableClock clock, JdbcClient jdbc) {
        this.fleet = fleet;
        this.clock = clock;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void boot() {
        fleet.trustLab();
        tpm.boot(Machine.booted("quiet"));
    }

    private TestServer party() {
        return fleet.server().withScopes("admission");
    }

    private TestHost trusted() {
        TestHost fresh = fleet.pinned(tpm);
        TestHost host = fresh.with(tpm.persist(fresh.ak()));
        host.becomeTrusted(fleet);
        return host;
    }

    private String token(Map<String, ?> request) {
        Answer answer = fleet.server().post(RESULTS, request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        return answer.json().path("result").asString();
    }

    private String token(TestHost host) {
        return token(Map.of("host", host.id()));
    }

    private JsonNode read(String token) throws Exception {
        return Tokens.verified(fleet.server(), token);
    }

    private void says(String token, String verdict, String status, String... reasons) throws Exception {
        JsonNode ear = read(token);
        JsonNode host = ear.path("submods").path("tpm_host");
        assertThat(ear.path("ear_status").asString()).isEqualTo(status);
        assertThat(host.path("ear_status").asString()).isEqualTo(status);
        JsonNode told = host.path("ear_verifier_claims");
        assertThat(told.path("verdict").asString()).isEqualTo(verdict);
        assertThat(told.path("reasons").valueStream().map(JsonNode::asString)).startsWith(reasons);
    }

    private JsonNode introspect(String token) {
        Answer answer = introspection(party(), token);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        return answer.json();
    }

    private static Answer introspection(TestServer server, String token) {
        return server.send(
                "POST",
                "/api/v1/introspection",
                BodyPublishers.ofString("token=" + token),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    private void isActive(String token, boolean active) {
        assertThat(introspect(token).path("active").asBoolean()).isEqualTo(active);
    }

    @Test
    void a_relying_party_finds_its_nonce_and_itself_in_a_result_made_for_it() throws Exception {
        TestHost host = trusted();
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);
        Instant asked = clock.instant();
        JsonNode ear =
                read(token(Map.of("host", host.name(), "nonce", nonce, "audience", List.of("network", "proxy"))));
        assertThat(ear.path("eat_nonce").asString()).isEqualTo(nonce);
        assertThat(ear.path("aud").valueStream().map(JsonNode::asString)).containsExactly("network", "proxy");
        assertThat(ear.path("sub").asString()).isEqualTo("urn:uuid:" + host.id());
        assertThat(ear.path("eat_profile").asString()).isEqualTo("tag:ietf.org,2026:rats/ear#04");
        assertThat(ear.path("ear_status").asString()).isEqualTo("affirming");
        assertThat(ear.path("iat").asLong())
                .isBetween(asked.getEpochSecond() - 1, clock.instant().getEpochSecond());
        JsonNode told = ear.path("submods").path("tpm_host");
        assertThat(told.path("ear_attester_claims").path("pcrs").path("4").asString())
                .hasSize(64);
        assertThat(told.path("ear_trustworthiness_vector")
                        .path("instance-identity")
                        .asInt())
                .isEqualTo(2);
        assertThat(told.path("ear_verifier_claims")
                        .path("golden")
                        .path(0)
                        .path("version")
                        .asInt())
                .isEqualTo(1);
    }

    /** Evidence proves no state later than its challenge's issue; asking again does not make it younger. */
    @Test
    void a_result_expires_with_the_evidence_as_counted_from_the_challenge() throws Exception {
        TestHost host = trusted();
        Instant issued = jdbc.sql("select evidence_issued_at from host where id = ?")
                .param(host.id())
                .query(java.time.OffsetDateTime.class)
                .single()
                .toInstant();
        long due = issued.plus(Duration.ofMinutes(15)).getEpochSecond();
        assertThat(read(token(host)).path("exp").asLong()).isEqualTo(due);
        String later = clock.at(Duration.ofMinutes(10), () -> token(host));
        assertThat(read(later).path("exp").asLong()).isEqualTo(due);
    }

    @Test
    void the_token_alone_is_sent_to_who_asks_for_its_type() throws Exception {
        TestHost host = trusted();
        Answer answer = fleet.server()
                .send(
                        "POST",
                        RESULTS,
                        BodyPublishers.ofString("{\"host\":\"%s\"}".formatted(host.id())),
                        "Accept",
                        "application/eat+jwt");
        assertThat(answer.header("Content-Type"))
                .isEqualTo("application/eat+jwt; eat_profile=\"tag:ietf.org,2026:rats/ear#04\"");
        says(answer.body(), "TRUSTED", "affirming");
        Answer refused = fleet.server()
                .send(
                        "POST",
                        RESULTS,
                        BodyPublishers.ofString("{\"host\":\"nobody\"}"),
                        "Accept",
                        "application/eat+jwt");
        assertThat(refused.code()).isEqualTo("host-unknown");
    }

    @Test
    void no_result_tells_of_the_endorsement_key() throws Exception {
        TestHost host = trusted();
        String payload =
                read(token(host)).toString() + read(host.attest().path("result").asString());
        Bytes ek = tpm.ekPublic();
        assertThat(payload)
                .doesNotContainIgnoringCase(tpm.ekSha256())
                .doesNotContain(tpm.ekCertificate().toBase64().substring(0, 40))
                .doesNotContain(ek.toBase64().substring(40, 80))
                .doesNotContainIgnoringCase(host.view().path("ekName").asString("no name is shown"));
    }

    @Test
    void a_result_says_what_stands_and_not_what_stood() throws Exception {
        TestHost host = trusted();
        String before = token(host);
        isActive(before, true);
        says(clock.at(Duration.ofMinutes(16), () -> token(host)), "STALE", "none", "evidence-stale");

        tpm.boot(Machine.booted("init=/bin/sh"));
        host.attest();
        says(token(host), "DRIFTED", "warning", "event-not-approved");
        isActive(before, false);
        isActive(token(host), true);

        host.submission().log(Bytes.ofUtf8("garbage")).accepted();
        says(token(host), "REJECTED", "contraindicated", "log-malformed");
        isActive(before, false);
    }

    @Test
    void nothing_good_is_said_of_a_revoked_host() throws Exception {
        TestHost host = trusted();
        String before = token(host);
        fleet.server().post("/api/v1/hosts/" + host.id() + "/revocation", Map.of());
        says(token(host), "PENDING", "contraindicated", "host-revoked");
        isActive(before, false);
    }

    @Test
    void nothing_is_said_of_evidence_of_another_key() throws Exception {
        TestHost host = trusted();
        String before = token(host);
        TestHost again = host.with(tpm.newAk());
        again.enrol();
        String now = token(again);
        says(now, "PENDING", "none", "not-attested-since");
        assertThat(read(now).path("submods").path("tpm_host").has("ear_attester_claims"))
                .isFalse();
        isActive(before, false);
        again.attest();
        assertThat(again.verdict()).isEqualTo("TRUSTED");
        isActive(before, false);
    }

    @Test
    void a_host_that_never_attested_is_not_affirmed() throws Exception {
        says(token(fleet.pinned(tpm)), "PENDING", "none", "no-evidence");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"host\":null}",
                "{\"host\":\"x\",\"nonce\":\"\"}",
                "{\"host\":\"x\",\"nonce\":\"AAAAAAAAAA\"}",
                "{\"host\":\"x\",\"nonce\":\"not base64 at all\"}",
                "{\"host\":\"x\",\"audience\":[\"\"]}",
                "{\"host\":\"x\",\"audience\":[\"a\\u0000b\"]}",
                "{\"host\":\"x\",\"audience\":[\"a\\nb\"]}",
                "{\"host\":\"x\",\"audience\":[\"a\\u202eb\"]}",
                "{\"host\":\"x\",\"audience\":[null]}",
                "{\"host\":\"x\",\"audience\":\"a\"}",
                "{\"host\":\"x\",\"verdict\":\"TRUSTED\"}"
            })
    void a_malformed_request_is_refused(String body) {
        Answer answer = fleet.server().postRaw(RESULTS, body.replace("\"x\"", "\"" + UUID.randomUUID() + "\""));
        assertThat(answer.status()).as(body + answer.body()).isIn(400, 404);
        assertThat(answer.code()).isIn("malformed-request", "nonce-invalid", "audience-invalid", "host-unknown");
    }

    @Test
    void what_a_request_may_hold_is_bounded() {
        TestHost host = fleet.pinned(tpm);
        String nonce = Base64.getEncoder().encodeToString(new byte[65]);
        assertThat(fleet.server()
                        .post(RESULTS, Map.of("host", host.id(), "nonce", nonce))
                        .code())
                .isEqualTo("nonce-invalid");
        for (List<String> audience : List.of(Collections.nCopies(11, "a"), List.of("a".repeat(201)))) {
            assertThat(fleet.server()
                            .post(RESULTS, Map.of("host", host.id(), "audience", audience))
                            .code())
                    .isEqualTo("audience-invalid");
        }
        assertThat(fleet.server()
                        .post(RESULTS, Map.of("host", "a".repeat(65_536)))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void only_who_may_ask_is_answered() {
        Map<String, String> request = Map.of("host", "nobody");
        assertThat(fleet.server().anonymous().post(RESULTS, request).status()).isEqualTo(401);
        assertThat(party().post(RESULTS, request).code()).isEqualTo("host-unknown");
        assertThat(introspection(fleet.server().anonymous(), "x").status()).isEqualTo(401);
    }

    @Test
    void introspection_tells_what_a_true_result_says() throws Exception {
        JsonNode active = introspect(token(trusted()));
        assertThat(active.path("active").asBoolean()).isTrue();
        assertThat(active.path("iss").asString()).isEqualTo("touchstone");
        assertThat(active.path("ear_status").asString()).isEqualTo("affirming");
        assertThat(active.path("exp").asLong()).isGreaterThan(active.path("iat").asLong());
        assertThat(active.has("submods")).isFalse();
    }

    @Test
    void an_expired_result_is_not_active() throws Exception {
        String token = token(trusted());
        clock.at(Duration.ofMinutes(16), () -> {
            isActive(token, false);
            return true;
        });
    }

    @Test
    void introspection_takes_one_token_in_the_body_and_no_large_one() {
        TestServer party = party();
        assertThat(introspect("").path("active").asBoolean()).isFalse();
        assertThat(introspection(party, "a&token=b").code()).isEqualTo("token-missing");
        Answer inAddress = party.send(
                "POST",
                "/api/v1/introspection?token=a",
                BodyPublishers.ofString("token=a"),
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertThat(inAddress.code()).isEqualTo("token-missing");
        assertThat(introspection(party, "a".repeat(1 << 20)).status()).isEqualTo(413);
        assertThat(introspect("a".repeat(60_000)).path("active").asBoolean()).isFalse();
        assertThat(party.post("/api/v1/introspection", Map.of("token", "a")).status())
                .isEqualTo(415);
    }
}
