package dev.touchstone.server.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.web.util.WebUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was asked of the provider, kept by the browser that went there: whoever comes back without it, with another's
 * answer, is not taken in. It is {@code SameSite=Lax}, for the provider sends people back from another site.
 */
final class OidcRequestCookie implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    private static final String COOKIE = "touchstone-oidc";
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Its form in the cookie. */
    record Kept(
            String authorizationUri,
            String clientId,
            String redirectUri,
            String state,
            Set<String> scopes,
            Map<String, Object> parameters,
            Map<String, Object> attributes) {}

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
                .map(Cookie::getValue)
                .flatMap(OidcRequestCookie::read)
                .filter(asked -> asked.getState() != null && asked.getState().equals(request.getParameter("state")))
                .orElse(null);
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest asked, HttpServletRequest request, HttpServletResponse response) {
        if (asked == null) {
            send(request, response, "", Duration.ZERO);
            return;
        }
        var kept = new Kept(
                asked.getAuthorizationUri(),
                asked.getClientId(),
                String.valueOf(asked.getRedirectUri()),
                String.valueOf(asked.getState()),
                asked.getScopes(),
                asked.getAdditionalParameters(),
                asked.getAttributes());
        byte[] json = JSON.writeValueAsBytes(kept);
        send(request, response, Base64.getUrlEncoder().withoutPadding().encodeToString(json), LIFETIME);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        OAuth2AuthorizationRequest asked = loadAuthorizationRequest(request);
        send(request, response, "", Duration.ZERO);
        return asked;
    }

    private static Optional<OAuth2AuthorizationRequest> read(String value) {
        try {
            String json = new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8);
            Kept kept = JSON.readValue(json, Kept.class);
            return Optional.of(OAuth2AuthorizationRequest.authorizationCode()
                    .authorizationUri(kept.authorizationUri())
                    .clientId(kept.clientId())
                    .redirectUri(kept.redirectUri())
                    .state(kept.state())
                    .scopes(kept.scopes())
                    .additionalParameters(kept.parameters())
                    .attributes(kept.attributes())
                    .build());
        } catch (IllegalArgumentException | JacksonException _) {
            return Optional.empty();
        }
    }

    private static void send(
            HttpServletRequest request, HttpServletResponse response, String value, Duration lifetime) {
        ResponseCookie cookie = ResponseCookie.from(COOKIE, value)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .path(request.getContextPath() + DashboardSecurity.SIGN_IN)
                .maxAge(lifetime)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
