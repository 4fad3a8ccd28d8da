package dev.touchstone.server.result;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/**
 * Recognises a result of ours. Of a token from outside nothing but its header is read before its signature is found
 * right.
 */
final class ResultToken {

    static final int MAX_LENGTH = 32_768;

    /** By as much the replicas' clocks may differ, all of them the database's. */
    private static final Duration SKEW = Duration.ofSeconds(1);

    private ResultToken() {}

    /** The claims of a result that one of these keys signed and that is in force; empty for anything else. */
    static Optional<JWTClaimsSet> read(String token, KeyRing keys, String issuer, Instant now) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            return isSigned(jwt, keys, now)
                    ? Optional.of(jwt.getJWTClaimsSet()).filter(claims -> isInForce(claims, issuer, now))
                    : Optional.empty();
        } catch (ParseException _) {
            return Optional.empty();
        }
    }

    /**
     * Whether a token that is ours, or was, names a published key and has not expired. Its signature is not looked at.
     */
    static boolean isCheckable(String token, KeyRing keys, Instant now) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            String kid = jwt.getHeader().getKeyID();
            Date expires = jwt.getJWTClaimsSet().getExpirationTime();
            return kid != null
                    && keys.published(kid, now).isPresent()
                    && expires != null
                    && now.isBefore(expires.toInstant());
        } catch (ParseException _) {
            return false;
        }
    }

    /** By a published key, whatever key the token brings, and by the one algorithm. */
    private static boolean isSigned(SignedJWT jwt, KeyRing keys, Instant now) {
        JWSHeader header = jwt.getHeader();
        return JWSAlgorithm.ES256.equals(header.getAlgorithm())
                && header.getCriticalParams() == null
                && header.getKeyID() != null
                && keys.published(header.getKeyID(), now)
                        .filter(key -> verifies(jwt, key))
                        .isPresent();
    }

    private static boolean verifies(SignedJWT jwt, ResultKey key) {
        try {
            return jwt.verify(new ECDSAVerifier(key.published()));
        } catch (JOSEException _) {
            return false;
        }
    }

    private static boolean isInForce(JWTClaimsSet claims, String issuer, Instant now) {
        Date issued = claims.getIssueTime();
        Date expires = claims.getExpirationTime();
        return issuer.equals(claims.getIssuer())
                && issued != null
                && !issued.toInstant().isAfter(now.plus(SKEW))
                && expires != null
                && now.isBefore(expires.toInstant());
    }
}
