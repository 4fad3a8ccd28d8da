package dev.touchstone.server.result;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** Signs attestation results as EAR tokens (draft-ietf-rats-ear-04) with ES256. Needs no database once started. */
@Component
public class ResultSigner {

    private final ResultKeys keys;
    private final ResultProperties properties;
    private final String build;

    ResultSigner(ResultKeys keys, ResultProperties properties, ObjectProvider<BuildProperties> build) {
        BuildProperties known = build.getIfAvailable();
        this.keys = keys;
        this.properties = properties;
        this.build = "touchstone " + (known == null ? "unpackaged" : known.getVersion());
    }

    /** The signed token, in compact form, for whomever the settings say. */
    public String sign(ResultClaims claims) {
        return sign(claims, new ResultWish(Optional.empty(), properties.audience()));
    }

    /** The same as a relying party wants it. */
    String sign(ResultClaims claims, ResultWish wish) {
        ResultKey key = keys.signing();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(key.kid())
                .build();
        var token = new SignedJWT(header, EarPayload.of(claims, wish, properties, build));
        try {
            token.sign(key.signer());
        } catch (JOSEException e) {
            throw new IllegalStateException("The result could not be signed", e);
        }
        return token.serialize();
    }
}
