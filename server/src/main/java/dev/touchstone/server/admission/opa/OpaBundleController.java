package dev.touchstone.server.admission.opa;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.admission.Consumers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/admission/opa/bundle.tar.gz}, as OPA's bundle service asks for it. */
@RestController
class OpaBundleController {

    private static final MediaType GZIP = MediaType.valueOf("application/gzip");

    private final OpaBundles bundles;
    private final Consumers consumers;

    OpaBundleController(OpaBundles bundles, Consumers consumers) {
        this.bundles = bundles;
        this.consumers = consumers;
    }

    @GetMapping("/api/v1/admission/opa/bundle.tar.gz")
    ResponseEntity<byte[]> opaBundle(
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known,
            @AuthenticationPrincipal Caller caller) {
        OpaBundle bundle = bundles.of(consumers.of(caller));
        String tag = '"' + bundle.revision() + '"';
        boolean same = known != null && known.contains(tag);
        var answer = ResponseEntity.status(same ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .cacheControl(CacheControl.noCache())
                .eTag(tag);
        return same
                ? answer.build()
                : answer.contentType(GZIP).body(bundle.archive().toArray());
    }
}
