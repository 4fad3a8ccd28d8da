package dev.touchstone.server.admission;

import dev.touchstone.server.access.Caller;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/v1/admission/{host id or name}}, and the same by certificate or address. An unknown host is denied,
 * with the same answer as any other.
 */
@RestController
class AdmissionController {

    /** When the decision must be asked for again, also where an answer has no body. */
    private static final String HOLDS_UNTIL = "X-Touchstone-Holds-Until";

    private final Admissions admissions;
    private final AdmissionWaits waits;
    private final Consumers consumers;
    private final StoredResults results;

    AdmissionController(Admissions admissions, AdmissionWaits waits, Consumers consumers, StoredResults results) {
        this.admissions = admissions;
        this.waits = waits;
        this.consumers = consumers;
        this.results = results;
    }

    /** Who asks, for what, and how the answer is to come. */
    private record Question(
            Subject subject, Consumer consumer, Optional<String> known, boolean result, Optional<Integer> seconds) {}

    /**
     * Asks by id or name.
     *
     * @param known the entity tag of the decision that the asker has
     * @param result whether the signed result is to be told too, which takes a look into the database
     * @param wait how many seconds to wait for another decision, 1 to 60
     */
    @GetMapping("/api/v1/admission/{subject}")
    ResponseEntity<AdmissionAnswer> admission(
            @PathVariable String subject,
            @RequestParam(defaultValue = "true") boolean result,
            @RequestParam(required = false) @Nullable Integer wait,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known,
            @AuthenticationPrincipal Caller caller) {
        return answer(new Question(
                SubjectText.host(subject),
                consumers.of(caller),
                Optional.ofNullable(known),
                result,
                Optional.ofNullable(wait)));
    }

    /** Asks by a certificate's key or an address. */
    @GetMapping("/api/v1/admission")
    ResponseEntity<AdmissionAnswer> admissionBy(
            @RequestParam(required = false) @Nullable String certificate,
            @RequestParam(required = false) @Nullable String keyIdentifier,
            @RequestParam(required = false) @Nullable String mac,
            @RequestParam(defaultValue = "true") boolean result,
            @RequestParam(required = false) @Nullable Integer wait,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known,
            @AuthenticationPrincipal Caller caller) {
        return answer(new Question(
                new SubjectText(null, certificate, keyIdentifier, mac).read(),
                consumers.of(caller),
                Optional.ofNullable(known),
                result,
                Optional.ofNullable(wait)));
    }

    private ResponseEntity<AdmissionAnswer> answer(Question question) {
        question.seconds()
                .ifPresent(seconds -> waits.await(
                        question.known(),
                        seconds,
                        () -> AdmissionAnswer.entityTag(admissions.foresee(question.subject(), question.consumer()))));
        Admission admission = admissions.decide(question.subject(), question.consumer());
        String tag = AdmissionAnswer.entityTag(admission);
        boolean same = question.known().filter(known -> known.contains(tag)).isPresent();
        var answer = ResponseEntity.status(same ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .cacheControl(CacheControl.noStore())
                .eTag(tag);
        admission.holdsUntil().map(Instant::toString).ifPresent(until -> answer.header(HOLDS_UNTIL, until));
        return same ? answer.build() : answer.body(AdmissionAnswer.of(admission, result(question, admission)));
    }

    private Optional<String> result(Question question, Admission admission) {
        return question.result() ? results.of(admission) : Optional.empty();
    }
}
