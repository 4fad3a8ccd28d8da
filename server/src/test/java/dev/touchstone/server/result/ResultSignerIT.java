package dev.touchstone.server.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.ServerTest;
import dev.touchstone.server.TestServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServerTest
class ResultSignerIT {

    private static final Instant ISSUED = Instant.parse("2026-11-24T08:00:00Z");
    private static final UUID HOST = UUID.fromString("8f1c2f0e-2f7e-4e0b-9d3b-0a5a7c0d1e11");
    private static final List<String> TIERS = List.of("none", "affirming", "warning", "contraindicated");

    private final TestServer server;
    private final ResultSigner signer;
    private final SigningKeys keys;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    ResultSignerIT(TestServer server, ResultSigner signer, SigningKeys keys, JdbcClient jdbc, JsonMapper json) {
        this.server = server;
        this.signer = signer;
        this.keys = keys;
        this.jdbc = jdbc;
        this.json = json;
    }

    private static ResultClaims claims(String verdict) {
        SortedMap<Integer, Bytes> pcrs = new TreeMap<>(Map.of(7, Bytes.filled(32, 7), 0, Bytes.filled(32, 1)));
        return new ResultClaims(
                HOST,
                "ams-r12-07",
                verdict,
                "hardware",
                ISSUED,
                ISSUED.plusSeconds(300),
                Bytes.filled(32, 9),
                Bytes.filled(91, 0xfb),
                "sha256",
                pcrs,
                42,
                1,
                true,
                Bytes.filled(32, 5),
                List.of("code-a"),
                List.of(new ResultClaims.ReferenceSet("fleet-a", 17, Bytes.filled(32, 6))));
    }

    private JsonNode payload(String token) throws Exception {
        return json.readTree(SignedJWT.parse(token).getPayload().toString());
    }

    @Test
    void anyone_can_check_a_result_with_the_published_keys_alone() throws Exception {
        SignedJWT token = SignedJWT.parse(signer.sign(claims("TRUSTED")));
        var published =
                JWKSet.parse(server.anonymous().get("/.well-known/jwks.json").body());
        ECKey key = published.getKeyByKeyId(token.getHeader().getKeyID()).toECKey();
        assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(token.getHeader().getType().getType()).isEqualTo("JWT");
        assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
        assertThat(published.toString()).isEqualTo(published.toString(true));
    }

    @Test
    void the_key_set_may_be_cached() {
        assertThat(server.anonymous().get("/.well-known/jwks.json").header("Cache-Control"))
                .contains("max-age=300");
    }

    @Test
    void a_result_has_the_claims_of_ear_draft_04() throws Exception {
        JsonNode ear = payload(signer.sign(claims("TRUSTED")));
        assertThat(ear.path("eat_profile").asString()).isEqualTo("tag:ietf.org,2026:rats/ear#04");
        assertThat(ear.path("sub").asString()).isEqualTo("urn:uuid:" + HOST);
        assertThat(ear.path("iss").asString()).isEqualTo("touchstone");
        assertThat(ear.path("iat").asLong()).isEqualTo(ISSUED.getEpochSecond());
        assertThat(ear.path("exp").asLong()).isEqualTo(ISSUED.getEpochSecond() + 300);
        assertThat(ear.path("ear_status").asString()).isEqualTo("affirming");
        assertThat(ear.path("ear_verifier_id").path("developer").asString()).isNotEmpty();
        assertThat(ear.path("ear_verifier_id").path("build").asString()).startsWith("touchstone ");
        assertThat(ear.has("aud")).isFalse();
        JsonNode host = ear.path("submods").path("tpm_host");
        assertThat(host.path("eat_nonce").asString())
                .isEqualTo(Bytes.filled(32, 9).toBase64());
        assertThat(host.path("ear_appraisal_policy_ids").path(0).asString())
                .isEqualTo("urn:touchstone:reference-set:fleet-a:17");
        assertThat(host.path("ear_veraison_key_attestation").path("akpub").asString())
                .matches("[A-Za-z0-9_-]+");
        JsonNode attester = host.path("ear_attester_claims");
        assertThat(attester.path("pcr_bank").asString()).isEqualTo("sha256");
        assertThat(attester.path("pcrs").path("7").asString())
                .isEqualTo(Bytes.filled(32, 7).toHex());
        assertThat(attester.path("reset_count").asLong()).isEqualTo(42);
        assertThat(host.path("ear_verifier_claims").path("verdict").asString()).isEqualTo("TRUSTED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRUSTED", "DRIFTED", "REJECTED", "STALE", "PENDING"})
    void a_status_is_never_better_than_the_worst_claim(String verdict) throws Exception {
        JsonNode ear = payload(signer.sign(claims(verdict)));
        JsonNode host = ear.path("submods").path("tpm_host");
        int worst = host.path("ear_trustworthiness_vector")
                .valueStream()
                .mapToInt(claim -> claim.asInt() / 32 == 0 ? 1 : claim.asInt() >= 96 ? 3 : 2)
                .max()
                .orElse(0);
        int submodule = TIERS.indexOf(host.path("ear_status").asString());
        assertThat(submodule).isGreaterThanOrEqualTo(worst);
        assertThat(TIERS.indexOf(ear.path("ear_status").asString())).isGreaterThanOrEqualTo(submodule);
    }

    @Test
    void every_replica_signs_with_the_one_key() {
        assertThat(keys.current().getKeyID()).isEqualTo(keys.current().getKeyID());
        assertThat(jdbc.sql("select count(*) from server_key where purpose = 'result-signing'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(jdbc.sql("select public_jwk::text from server_key where purpose = 'result-signing'")
                        .query(String.class)
                        .single())
                .doesNotContain("\"d\"");
    }
}
