package dev.touchstone.server.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.touchstone.server.TestServer;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads results as a relying party does, and makes what no server would sign. */
final class Tokens {

    private Tokens() {}

    /** The payload of a token that a published key signed. */
    static JsonNode verified(TestServer server, String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        JWKSet keys =
                JWKSet.parse(server.anonymous().get("/.well-known/jwks.json").body());
        var key = Objects.requireNonNull(keys.getKeyByKeyId(jwt.getHeader().getKeyID()));
        assertThat(jwt.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
        return JsonMapper.shared().readTree(jwt.getPayload().toString());
    }

    static JWSHeader header(String kid) {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(kid)
                .build();
    }

    /** These claims signed by that key, under its own id or another. */
    static String signed(ResultKey key, String kid, JWTClaimsSet claims) throws Exception {
        var jwt = new SignedJWT(header(kid), claims);
        jwt.sign(key.signer());
        return jwt.serialize();
    }
}
