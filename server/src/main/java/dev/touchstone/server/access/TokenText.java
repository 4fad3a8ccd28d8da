package dev.touchstone.server.access;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** The form of an access token: {@code tst_} and 256 random bits. Only its digest is ever stored or compared. */
final class TokenText {

    private static final Pattern FORM = Pattern.compile("tst_[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private TokenText() {}

    static String random() {
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        return "tst_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    static boolean isWellFormed(String token) {
        return FORM.matcher(token).matches();
    }

    static Bytes digest(String token) {
        return HashAlgorithm.SHA256.hash(Bytes.ofUtf8(token));
    }
}
