package dev.touchstone.server.access;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * What a session's cookie holds: 256 random bits that we gave out. A value of the client's own choice is nobody's, so
 * there is no session to be talked into.
 */
record SessionSecret(String text) {

    static final String COOKIE = "touchstone-session";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    static SessionSecret random() {
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        return new SessionSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    static Optional<SessionSecret> of(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return Stream.ofNullable(cookies)
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(Cookie::getValue)
                .filter(value -> value != null && FORM.matcher(value).matches())
                .findFirst()
                .map(SessionSecret::new);
    }

    Bytes digest() {
        return HashAlgorithm.SHA256.hash(Bytes.ofUtf8(text));
    }

    /** Gives it to the browser, for as long as that runs. */
    void send(HttpServletRequest request, HttpServletResponse response) {
        send(request, response, text, Duration.ofSeconds(-1));
    }

    /** Takes it from the browser. */
    static void forget(HttpServletRequest request, HttpServletResponse response) {
        send(request, response, "", Duration.ZERO);
    }

    private static void send(
            HttpServletRequest request, HttpServletResponse response, String value, Duration lifetime) {
        String path = request.getContextPath();
        ResponseCookie cookie = ResponseCookie.from(COOKIE, value)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .path(path.isEmpty() ? "/" : path)
                .maxAge(lifetime)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "a session's secret";
    }
}
