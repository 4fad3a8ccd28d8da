package dev.touchstone.server.notify;

import dev.touchstone.bytes.Bytes;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of a webhook's signatures (Standard Webhooks: {@code whsec_} and base64).
 *
 * @param key 32 random bytes
 */
record WebhookSecret(Bytes key) {

    private static final int LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static WebhookSecret random() {
        byte[] key = new byte[LENGTH];
        RANDOM.nextBytes(key);
        return new WebhookSecret(Bytes.of(key));
    }

    /** What the receiver is given. */
    String text() {
        return "whsec_" + key.toBase64();
    }

    /** One signature of the header {@code webhook-signature}: HMAC-SHA256 over {@code id.timestamp.body}. */
    String sign(String id, long timestamp, Bytes body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.toArray(), "HmacSHA256"));
            mac.update(Bytes.ofUtf8(id + "." + timestamp + ".").toArray());
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "a secret";
    }
}
