package dev.touchstone.server.result;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** Signs attestation results as EAR tokens (draft-ietf-rats-ear-04) with ES256. Needs no database once started. */
@Component
public class ResultSigner {

    private final ResultProperties properties;
    private final String build;
    private final JWSHeader header;
    private final ECDSASigner signer;

    ResultSigner(SigningKeys keys, ResultProperties properties, ObjectProvider<BuildProperties> build)
            throws JOSEException {
        ECKey key = keys.current();
        BuildProperties known = build.getIfAvailable();
        this.properties = properties;
        this.build = "touchstone " + (known == null ? "unpackaged" : known.getVersion());
        this.header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        this.signer = new ECDSASigner(key);
    }

    /** The signed token, in compact form. */
    public String sign(ResultClaims claims) {
        var token = new SignedJWT(header, EarPayload.of(claims, properties, build));
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("The result could not be signed", e);
        }
        return token.serialize();
    }
}
