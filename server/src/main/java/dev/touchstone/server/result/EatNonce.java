package dev.touchstone.server.result;

import dev.touchstone.server.problem.Refusal;
import java.util.Base64;

/**
 * A relying party's nonce: 8 to 64 bytes in base64 or base64url, padded or not (RFC 9711 §4.1). Given back as it came.
 */
record EatNonce(String text) {

    private static final int MIN = 8;
    private static final int MAX = 64;
    private static final int MAX_TEXT = 88;

    EatNonce {
        if (text.length() > MAX_TEXT || !isFit(text)) {
            throw new Refusal(
                    400, "nonce-invalid", "nonce is %d to %d bytes in base64 or base64url.".formatted(MIN, MAX));
        }
    }

    private static boolean isFit(String text) {
        try {
            int length = Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/')).length;
            return length >= MIN && length <= MAX;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
