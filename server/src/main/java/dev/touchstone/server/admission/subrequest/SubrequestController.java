package dev.touchstone.server.admission.subrequest;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.admission.Admission;
import dev.touchstone.server.admission.Admissions;
import dev.touchstone.server.admission.Consumers;
import dev.touchstone.server.admission.Decision;
import dev.touchstone.server.attestation.ReasonView;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/v1/admission/subrequest/**}, whatever the method and the rest of the path are. The status is the answer:
 * 200 to allow, 403 for anything else. The headers say why, without a word of what was sent.
 */
@RestController
class SubrequestController {

    private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1,64}");

    private final Admissions admissions;
    private final Consumers consumers;

    SubrequestController(Admissions admissions, Consumers consumers) {
        this.admissions = admissions;
        this.consumers = consumers;
    }

    /**
     * The path itself is named too: {@code /api/v1/admission/{subject}} would take it, and answer 200 to a denial. So
     * are all methods: OPTIONS that nobody names is answered 200 by the framework, to everyone.
     */
    @RequestMapping(
            path = {"/api/v1/admission/subrequest", "/api/v1/admission/subrequest/**"},
            method = {
                RequestMethod.GET,
                RequestMethod.HEAD,
                RequestMethod.POST,
                RequestMethod.PUT,
                RequestMethod.PATCH,
                RequestMethod.DELETE,
                RequestMethod.OPTIONS
            })
    ResponseEntity<Void> subrequest(HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
        try {
            return told(admissions.decide(SubjectHeader.of(request), consumers.of(caller)));
        } catch (UnreadableSubjectException e) {
            return answer(HttpStatus.FORBIDDEN, Decision.DENY)
                    .header("X-Touchstone-Reason", e.code())
                    .build();
        }
    }

    private static ResponseEntity<Void> told(Admission admission) {
        boolean allowed = admission.decision() == Decision.ALLOW;
        var answer = answer(allowed ? HttpStatus.OK : HttpStatus.FORBIDDEN, admission.decision());
        admission.wouldBe().ifPresent(other -> answer.header("X-Touchstone-Would-Be", other.word()));
        admission
                .host()
                .ifPresent(
                        host -> answer.header("X-Touchstone-Host-Id", host.id().toString())
                                .header("X-Touchstone-Verdict", host.verdict().name())
                                .header("X-Touchstone-Binding", host.binding().word()));
        admission.reasons().stream()
                .map(ReasonView::code)
                .filter(code -> CODE.matcher(code).matches())
                .findFirst()
                .ifPresent(code -> answer.header("X-Touchstone-Reason", code));
        admission
                .holdsUntil()
                .map(Instant::toString)
                .ifPresent(until -> answer.header("X-Touchstone-Holds-Until", until));
        return answer.build();
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status, Decision decision) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .header("X-Touchstone-Decision", decision.word());
    }
}
