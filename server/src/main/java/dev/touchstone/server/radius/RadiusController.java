package dev.touchstone.server.radius;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.admission.Consumers;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/v1/admission/radius}, for FreeRADIUS's rlm_rest: 200 lets in, 401 does not, and either brings
 * attributes. Never 204, which would let in with none.
 */
@RestController
class RadiusController {

    private final RadiusAdmission admission;
    private final Consumers consumers;

    RadiusController(RadiusAdmission admission, Consumers consumers) {
        this.admission = admission;
        this.consumers = consumers;
    }

    @PostMapping("/api/v1/admission/radius")
    ResponseEntity<Map<String, AccessAnswer.Value>> answerRadius(
            @RequestBody AccessRequest request, @AuthenticationPrincipal Caller caller) {
        AccessAnswer answer = admission.answer(request, consumers.of(caller));
        return ResponseEntity.status(answer.accept() ? HttpStatus.OK : HttpStatus.UNAUTHORIZED)
                .cacheControl(CacheControl.noStore())
                .body(answer.attributes());
    }
}
