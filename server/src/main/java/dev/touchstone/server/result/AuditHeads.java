package dev.touchstone.server.result;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.touchstone.server.audit.AuditChain;
import java.time.Clock;
import java.util.Date;
import org.springframework.stereotype.Component;

/**
 * Signs where the audit log's chain ends, with the key that signs results. Whoever keeps such heads elsewhere can prove
 * later that nothing before them was altered, whatever becomes of the database.
 */
@Component
public class AuditHeads {

    private static final JOSEObjectType TYPE = new JOSEObjectType("audit-head+jwt");

    private final AuditChain chain;
    private final ResultKeys keys;
    private final ResultProperties settings;
    private final Clock clock;

    AuditHeads(AuditChain chain, ResultKeys keys, ResultProperties settings, Clock clock) {
        this.chain = chain;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Where the chain ends.
     *
     * @param sequence of the last entry
     * @param hash the last entry's, in hexadecimal
     * @param at when it was made
     * @param head all of it, signed: a JWS in compact form
     */
    public record SignedHead(long sequence, String hash, String at, String head) {}

    /** Where it ends now. */
    public SignedHead sign() {
        AuditChain.Head head = chain.head();
        String hash = head.hash().toHex();
        ResultKey key = keys.signing();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(TYPE)
                .keyID(key.kid())
                .build();
        var claims = new JWTClaimsSet.Builder()
                .issuer(settings.issuer())
                .issueTime(Date.from(clock.instant()))
                .claim("sequence", head.sequence())
                .claim("hash", hash)
                .claim("at", head.at().toString())
                .build();
        var token = new SignedJWT(header, claims);
        try {
            token.sign(key.signer());
        } catch (JOSEException e) {
            throw new IllegalStateException("The head of the audit log could not be signed", e);
        }
        return new SignedHead(head.sequence(), hash, head.at().toString(), token.serialize());
    }
}
