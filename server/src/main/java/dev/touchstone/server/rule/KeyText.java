package dev.touchstone.server.rule;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Public keys in PEM (RFC 7468 §13), RSA of 2048 bits and more, or of an elliptic curve. */
final class KeyText {

    private static final int MAX_LENGTH = 1 << 14;
    private static final int MIN_RSA_BITS = 2048;
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]*+)-----END PUBLIC KEY-----\\s*+");

    private KeyText() {}

    static PublicKey parse(String pem) {
        Matcher matcher = PEM.matcher(pem);
        if (pem.length() > MAX_LENGTH || !matcher.matches()) {
            throw new IllegalArgumentException("a public key in PEM is expected");
        }
        X509EncodedKeySpec spec = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
        for (String algorithm : List.of("RSA", "EC")) {
            try {
                return strong(KeyFactory.getInstance(algorithm).generatePublic(spec));
            } catch (GeneralSecurityException _) {
                // the next may read it
            }
        }
        throw new IllegalArgumentException("an RSA or EC public key is expected");
    }

    static RSAPublicKey parseRsa(String pem) {
        if (parse(pem) instanceof RSAPublicKey rsa) {
            return rsa;
        }
        throw new IllegalArgumentException("an RSA public key is expected");
    }

    private static PublicKey strong(PublicKey key) {
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
            throw new IllegalArgumentException("an RSA key has " + MIN_RSA_BITS + " bits at least");
        }
        return key;
    }

    static String write(PublicKey key) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }
}
