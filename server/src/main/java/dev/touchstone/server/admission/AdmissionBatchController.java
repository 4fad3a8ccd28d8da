package dev.touchstone.server.admission;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.problem.Refusal;
import java.util.List;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/admission}: many subjects at once, without their signed results. */
@RestController
class AdmissionBatchController {

    static final int MOST = 1000;

    private final Admissions admissions;
    private final Consumers consumers;

    AdmissionBatchController(Admissions admissions, Consumers consumers) {
        this.admissions = admissions;
        this.consumers = consumers;
    }

    /** Asks for them all. */
    record Batch(List<SubjectText> subjects) {}

    /** One for each subject, in their order. */
    record Decisions(List<AdmissionAnswer> decisions) {}

    @PostMapping("/api/v1/admission")
    ResponseEntity<Decisions> admissions(@RequestBody Batch batch, @AuthenticationPrincipal Caller caller) {
        if (batch.subjects().size() > MOST) {
            throw new Refusal(400, "too-many-subjects", "At most " + MOST + " subjects are asked for at once.");
        }
        Consumer consumer = consumers.of(caller);
        List<Subject> subjects =
                batch.subjects().stream().map(SubjectText::read).toList();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Decisions(subjects.stream()
                        .map(subject -> AdmissionAnswer.of(admissions.decide(subject, consumer), Optional.empty()))
                        .toList()));
    }
}
