package dev.touchstone.server.access;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
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

    /** Keeps a text for the next page that this session shows. */
    public void keep(HttpServletRequest request, String text) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        secret(request).ifPresent(secret -> {
            byte[] sealed = crypt(Cipher.ENCRYPT_MODE, secret, nonce, text.getBytes(StandardCharsets.UTF_8));
            byte[] whole = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, whole, NONCE, sealed.length);
            session().ifPresent(known -> sessions.keep(known.id(), whole));
        });
    }

    /** The text kept, which is then gone. */
    public Optional<String> take(HttpServletRequest request) {
        return secret(request)
                .flatMap(secret -> session()
                        .flatMap(known -> sessions.take(known.id()))
                        .map(whole -> crypt(
                                Cipher.DECRYPT_MODE,
                                secret,
                                Arrays.copyOf(whole, NONCE),
                                Arrays.copyOfRange(whole, NONCE, whole.length)))
                        .map(text -> new String(text, StandardCharsets.UTF_8)));
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
