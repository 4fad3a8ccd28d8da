package dev.touchstone.server.access;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * What a form makes and the page after it shows once: a new secret. It waits with the session, sealed with a key that
 * only the browser's cookie gives, so that it is in no address, no log and for no reader of the database.
 */
@Component
public class ShownOnce {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final WebSessions sessions;

    ShownOnce(WebSessions sessions) {
        this.sessions = sessions;
    }

    /** A text that only this session's browser can bring back, as letters, digits, hyphens and underscores. */
    public Optional<String> seal(HttpServletRequest request, String text) {
        return secret(request)
                .map(secret -> Base64.getUrlEncoder().withoutPadding().encodeToString(sealed(secret, text)));
    }

    /** What was sealed so; empty if it is not this session's, or was altered. */
    public Optional<String> open(HttpServletRequest request, String sealed) {
        try {
            byte[] whole = Base64.getUrlDecoder().decode(sealed);
            return whole.length < NONCE ? Optional.empty() : secret(request).map(secret -> opened(secret, whole));
        } catch (IllegalArgumentException | IllegalStateException _) {
            return Optional.empty();
        }
    }

    /** Keeps a text for the next page that this session shows. */
    public void keep(HttpServletRequest request, String text) {
        secret(request)
                .ifPresent(secret -> session().ifPresent(known -> sessions.keep(known.id(), sealed(secret, text))));
    }

    /** The text kept, which is then gone. */
    public Optional<String> take(HttpServletRequest request) {
        return secret(request)
                .flatMap(secret ->
                        session().flatMap(known -> sessions.take(known.id())).map(whole -> opened(secret, whole)));
    }

    private static byte[] sealed(SessionSecret secret, String text) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, secret, nonce, text.getBytes(StandardCharsets.UTF_8));
        byte[] whole = Arrays.copyOf(nonce, NONCE + sealed.length);
        System.arraycopy(sealed, 0, whole, NONCE, sealed.length);
        return whole;
    }

    private static String opened(SessionSecret secret, byte[] whole) {
        byte[] nonce = Arrays.copyOf(whole, NONCE);
        byte[] text = crypt(Cipher.DECRYPT_MODE, secret, nonce, Arrays.copyOfRange(whole, NONCE, whole.length));
        return new String(text, StandardCharsets.UTF_8);
    }

    private static byte[] crypt(int mode, SessionSecret secret, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            Bytes key = HashAlgorithm.SHA256.hash(Bytes.ofUtf8("shown once:" + secret.text()));
            cipher.init(mode, new SecretKeySpec(key.toArray(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("What a page should show once cannot be sealed or opened", e);
        }
    }

    private static Optional<SessionSecret> secret(HttpServletRequest request) {
        return SessionSecret.of(request);
    }

    private static Optional<WebSession> session() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof SessionAuthentication known
                ? Optional.of(known.session())
                : Optional.empty();
    }
}
