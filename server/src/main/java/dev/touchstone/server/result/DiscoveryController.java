package dev.touchstone.server.result;

import dev.touchstone.server.problem.Refusal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where what is, for programs that ask (OpenID Connect Discovery 1.0 §3, and Veraison's own). Addresses are made of the
 * issuer as set, never of the request: whoever sends a {@code Host} header must not choose where others fetch keys.
 */
@RestController
class DiscoveryController {

    private static final MediaType VERAISON = MediaType.parseMediaType("application/vnd.veraison.discovery+json");

    private final ResultKeys keys;
    private final ResultProperties settings;

    DiscoveryController(ResultKeys keys, ResultProperties settings) {
        this.keys = keys;
        this.settings = settings;
    }

    @GetMapping("/.well-known/openid-configuration")
    ResponseEntity<Map<String, Object>> openId() {
        String issuer = requireUrl();
        String base = issuer.replaceFirst("/+$", "");
        return cached().body(Map.of(
                "issuer", issuer,
                "jwks_uri", base + "/.well-known/jwks.json",
                "introspection_endpoint", base + "/api/v1/introspection",
                "introspection_endpoint_auth_methods_supported", List.of("bearer"),
                "id_token_signing_alg_values_supported", List.of("ES256"),
                "subject_types_supported", List.of("public"),
                "response_types_supported", List.of("none"),
                "claims_supported", List.of("iss", "sub", "aud", "iat", "nbf", "exp", "jti", "ear_status", "submods")));
    }

    @GetMapping("/.well-known/veraison/verification")
    ResponseEntity<Map<String, Object>> veraison() {
        return cached().contentType(VERAISON)
                .body(Map.of(
                        "ear-verification-key", keys.signing().published().toJSONObject(),
                        "media-types", List.of("application/json"),
                        "service-state", "READY",
                        "version", EarPayload.PROFILE,
                        "api-endpoints",
                                Map.of(
                                        "challenge", "/api/v1/challenges",
                                        "attestation", "/api/v1/attestations",
                                        "result", "/api/v1/results")));
    }

    private ResponseEntity.BodyBuilder cached() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(settings.keySetMaxAge()).cachePublic());
    }

    private String requireUrl() {
        String issuer = settings.issuer();
        if (!isUrl(issuer)) {
            throw new Refusal(
                    404,
                    "issuer-not-configured",
                    "This server does not know its own address: set touchstone.result.issuer to its https URL.");
        }
        return issuer;
    }

    private static boolean isUrl(String issuer) {
        try {
            URI uri = URI.create(issuer);
            return "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
