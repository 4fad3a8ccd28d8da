package dev.touchstone.server.audit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.touchstone.bytes.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * A signed head that somebody kept: the answer of {@code GET /api/v1/audit/head}, or the token in it.
 *
 * @param sequence of the entry that was the last then
 * @param hash that entry's
 * @param signed whether a key was there to check the signature by, and it is good
 */
record StoredHead(long sequence, Bytes hash, boolean signed) {

    /** Thrown where a head cannot be read, or its signature is not good. */
    static final class UnusableException extends Exception {
        UnusableException(String why) {
            super(why);
        }
    }

    static StoredHead read(Path file, Optional<Path> keys) throws IOException, UnusableException {
        try {
            SignedJWT token = SignedJWT.parse(token(Files.readString(file).strip()));
            if (keys.isPresent()) {
                check(token, JWKSet.parse(Files.readString(keys.get())));
            }
            JWTClaimsSet claims = token.getJWTClaimsSet();
            Long sequence = claims.getLongClaim("sequence");
            String hash = claims.getStringClaim("hash");
            if (sequence == null || hash == null) {
                throw new UnusableException("The head names no entry.");
            }
            return new StoredHead(sequence, Bytes.of(HexFormat.of().parseHex(hash)), keys.isPresent());
        } catch (ParseException | IllegalArgumentException | JacksonException e) {
            throw new UnusableException("The head or the keys cannot be read: " + e.getMessage());
        }
    }

    private static String token(String text) {
        return text.startsWith("{")
                ? AuditRows.EXACT.readTree(text).path("head").asString("")
                : text;
    }

    private static void check(SignedJWT token, JWKSet keys) throws UnusableException {
        JWK key = keys.getKeyByKeyId(token.getHeader().getKeyID());
        if (key == null || !token.getHeader().getAlgorithm().equals(JWSAlgorithm.ES256)) {
            throw new UnusableException("The head is signed by none of these keys.");
        }
        try {
            if (!token.verify(new ECDSAVerifier(key.toECKey()))) {
                throw new UnusableException("The head's signature is wrong.");
            }
        } catch (JOSEException e) {
            throw new UnusableException("The head's signature cannot be checked: " + e.getMessage());
        }
    }
}
