package dev.touchstone.server.result;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.touchstone.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/introspection} (RFC 7662): is this result still true? */
@RestController
class IntrospectionController {

    private static final Map<String, Object> INACTIVE = Map.of("active", false);
    private static final List<String> TOLD = List.of("iss", "sub", "aud", "jti", "iat", "nbf", "exp", "ear_status");

    private final Introspection introspection;

    IntrospectionController(Introspection introspection) {
        this.introspection = introspection;
    }

    @PostMapping(path = "/api/v1/introspection", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Map<String, Object>> introspect(
            @RequestBody MultiValueMap<String, String> form, HttpServletRequest request) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(introspection
                        .active(token(form, request))
                        .map(IntrospectionController::active)
                        .orElse(INACTIVE));
    }

    /** RFC 7662 §2.1; an address is logged by everything it passes, so a token in one is refused. */
    private static String token(MultiValueMap<String, String> form, HttpServletRequest request) {
        List<String> tokens = form.getOrDefault("token", List.of());
        if (request.getQueryString() != null || tokens.size() != 1) {
            throw new Refusal(400, "token-missing", "Send one token, in the body: token=…");
        }
        return tokens.getFirst();
    }

    private static Map<String, Object> active(JWTClaimsSet claims) {
        Map<String, Object> answer = new LinkedHashMap<>(Map.of("active", true));
        Map<String, Object> all = claims.toJSONObject();
        TOLD.forEach(name -> {
            Object value = all.get(name);
            if (value != null) {
                answer.put(name, value);
            }
        });
        return answer;
    }
}
