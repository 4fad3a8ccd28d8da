package dev.touchstone.server.result;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public keys (RFC 7517 §5), for whoever checks a result offline. */
@RestController
class KeySetController {

    private static final MediaType JWK_SET = MediaType.parseMediaType("application/jwk-set+json");

    private final ResultKeys keys;
    private final ResultProperties settings;

    KeySetController(ResultKeys keys, ResultProperties settings) {
        this.keys = keys;
        this.settings = settings;
    }

    @GetMapping("/.well-known/jwks.json")
    ResponseEntity<String> keySet() {
        List<JWK> published = keys.published().stream()
                .map(ResultKey::published)
                .map(JWK.class::cast)
                .toList();
        return ResponseEntity.ok()
                .contentType(JWK_SET)
                .cacheControl(CacheControl.maxAge(settings.keySetMaxAge()).cachePublic())
                .body(new JWKSet(published).toString());
    }
}
