package dev.touchstone.server.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultTokenTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final ResultProperties SETTINGS =
            new ResultProperties("touchstone", List.of(), Duration.ofMinutes(15), Duration.ofMinutes(5));

    private final KeyRing ring = KeyRing.fresh(NOW);
    private final ResultKey key = ring.keys().getFirst();

    private boolean isResult(String token) {
        return ResultToken.read(token, ring, "touchstone", NOW).isPresent();
    }

    private static JWTClaimsSet claims() {
        return claims(NOW.plusSeconds(300));
    }

    private static JWTClaimsSet claims(Instant validUntil) {
        return EarPayload.of(
                Claims.at(Claims.of("TRUSTED"), NOW, validUntil),
                new ResultWish(Optional.empty(), List.of()),
                SETTINGS,
                "touchstone test");
    }

    private String with(Consumer<JWTClaimsSet.Builder> change) throws Exception {
        var changed = new JWTClaimsSet.Builder(claims());
        change.accept(changed);
        return Tokens.signed(key, key.kid(), changed.build());
    }

    private static Date in(Duration time) {
        return Date.from(NOW.plus(time));
    }

    @Test
    void a_result_signed_here_is_recognised() throws Exception {
        assertThat(isResult(with(_ -> {}))).isTrue();
    }

    @Test
    void a_result_is_told_again_until_it_expires_or_its_key_is_withdrawn() throws Exception {
        String token = with(_ -> {});
        assertThat(ResultToken.isCheckable(token, ring, NOW)).isTrue();
        assertThat(ResultToken.isCheckable(token, ring, NOW.plusSeconds(300))).isFalse();
        assertThat(ResultToken.isCheckable(token, KeyRing.fresh(NOW), NOW)).isFalse();
        assertThat(ResultToken.isCheckable("", ring, NOW)).isFalse();
        assertThat(ResultToken.isCheckable(with(claims -> claims.expirationTime(null)), ring, NOW))
                .isFalse();
    }

    @Test
    void the_algorithm_is_not_for_the_token_to_choose() throws Exception {
        assertThat(isResult(new PlainJWT(claims()).serialize())).isFalse();
        var hs256 = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.kid()).build(), claims());
        hs256.sign(new MACSigner(key.certificate().getPublicKey().getEncoded()));
        assertThat(isResult(hs256.serialize())).isFalse();
    }

    @Test
    void the_key_is_not_for_the_token_to_bring() throws Exception {
        ECKey own = new ECKeyGenerator(Curve.P_256).generate();
        var selfMade = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.kid())
                        .jwk(own.toPublicJWK())
                        .build(),
                claims());
        selfMade.sign(new ECDSASigner(own));
        assertThat(isResult(selfMade.serialize())).isFalse();
    }

    @Test
    void a_key_is_known_by_its_id_alone() throws Exception {
        assertThat(isResult(Tokens.signed(key, "unknown", claims()))).isFalse();
        var nameless = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), claims());
        nameless.sign(key.signer());
        assertThat(isResult(nameless.serialize())).isFalse();
        var other = ResultKey.generate(NOW);
        assertThat(isResult(Tokens.signed(other, other.kid(), claims()))).isFalse();
        assertThat(isResult(Tokens.signed(other, key.kid(), claims()))).isFalse();
    }

    @Test
    void what_must_be_understood_and_is_not_is_refused() throws Exception {
        var critical = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(key.kid())
                        .criticalParams(Set.of("touch"))
                        .customParam("touch", "stone")
                        .build(),
                claims());
        critical.sign(key.signer());
        assertThat(isResult(critical.serialize())).isFalse();
    }

    @Test
    void a_changed_or_cut_token_is_no_result() throws Exception {
        String token = with(_ -> {});
        String[] parts = token.split("\\.", 3);
        String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String better = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(payload.replace("ams-r12-07", "ams-r12-08").getBytes(StandardCharsets.UTF_8));
        assertThat(isResult(parts[0] + "." + better + "." + parts[2])).isFalse();
        for (int length = 0; length < token.length(); length++) {
            assertThat(isResult(token.substring(0, length))).isFalse();
        }
        assertThat(isResult("a".repeat(1 << 20))).isFalse();
    }

    @Test
    void only_what_is_in_force_and_ours_is_a_result() throws Exception {
        assertThat(isResult(with(c -> c.expirationTime(in(Duration.ofSeconds(1))))))
                .isTrue();
        assertThat(isResult(with(c -> c.expirationTime(in(Duration.ZERO))))).isFalse();
        assertThat(isResult(with(c -> c.expirationTime(null)))).isFalse();
        assertThat(isResult(with(c -> c.issueTime(in(Duration.ofSeconds(2)))))).isFalse();
        assertThat(isResult(with(c -> c.issueTime(null)))).isFalse();
        assertThat(isResult(with(c -> c.issuer("https://attest.example.com")))).isFalse();
    }

    @Test
    void no_result_outlives_its_evidence_or_the_setting() {
        assertThat(claims(NOW.plusSeconds(60)).getExpirationTime()).isEqualTo(in(Duration.ofSeconds(60)));
        assertThat(claims(NOW.plusSeconds(86_400)).getExpirationTime()).isEqualTo(in(Duration.ofMinutes(15)));
        assertThat(claims(NOW.minusSeconds(60)).getExpirationTime()).isEqualTo(in(Duration.ofMinutes(15)));
    }

    @Test
    void a_result_has_the_claims_of_ear_draft_04() {
        JsonNode ear = JsonMapper.shared().readTree(claims().toString());
        assertThat(ear.path("eat_profile").asString()).isEqualTo("tag:ietf.org,2026:rats/ear#04");
        assertThat(ear.path("sub").asString()).isEqualTo("urn:uuid:" + Claims.HOST);
        assertThat(ear.path("iat").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(ear.path("ear_status").asString()).isEqualTo("affirming");
        assertThat(ear.path("ear_verifier_id").path("build").asString()).startsWith("touchstone ");
        assertThat(ear.has("aud")).isFalse();
        JsonNode host = ear.path("submods").path("tpm_host");
        assertThat(host.path("eat_profile").asString()).isEqualTo("tag:touchstone.dev,2026:tpm-host#1");
        assertThat(host.path("eat_nonce").asString()).isEqualTo("CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=");
        assertThat(host.path("ear_appraisal_policy_ids").path(0).asString())
                .isEqualTo("urn:touchstone:reference-set:fleet-a:17");
        assertThat(host.path("ear_veraison_key_attestation").path("akpub").asString())
                .matches("[A-Za-z0-9_-]+");
        assertThat(host.path("ear_attester_claims").path("pcrs").path("7").asString())
                .isEqualTo("07".repeat(32));
        assertThat(host.path("ear_verifier_claims").path("verdict").asString()).isEqualTo("TRUSTED");
    }
}
