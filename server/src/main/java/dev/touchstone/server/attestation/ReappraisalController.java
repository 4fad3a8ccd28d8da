package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.appraisal.Verdict;
import dev.touchstone.server.access.Caller;
import dev.touchstone.server.host.HostNames;
import dev.touchstone.server.job.JobRecord;
import dev.touchstone.server.job.JobView;
import dev.touchstone.server.job.Jobs;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Stored evidence appraised again: one piece, to see; or the fleet's, as a job. */
@RestController
class ReappraisalController {

    private final Supposition supposition;
    private final Jobs jobs;

    ReappraisalController(Supposition supposition, Jobs jobs) {
        this.supposition = supposition;
        this.jobs = jobs;
    }

    /** @param versions by which to appraise, such as {@code fleet-a@3}; what is in force if absent */
    record Request(@Nullable List<String> versions) {}

    /** @param labels the granted labels of the hosts concerned; all if absent */
    record FleetRequest(@Nullable Map<String, String> labels) {}

    /**
     * What it shows.
     *
     * @param matched the version of each set that the boot is of
     * @param referenceSets the versions it was appraised by
     * @param divergence what was expected beside what came, where that was reached and differs
     */
    record Shown(
            UUID attestation,
            Verdict verdict,
            List<ReasonView> reasons,
            List<ReasonView> notes,
            List<Integer> notChecked,
            Map<String, Integer> matched,
            List<String> referenceSets,
            @Nullable DivergenceView divergence) {}

    /** Changes nothing. */
    @PostMapping("/api/v1/attestations/{id}/re-appraisal")
    Shown one(@PathVariable UUID id, @RequestBody Request request) {
        Appraisal appraisal = supposition.of(id, request.versions());
        return new Shown(
                id,
                appraisal.verdict(),
                ReasonView.of(appraisal.reasons()),
                ReasonView.of(appraisal.notes()),
                appraisal.notChecked(),
                appraisal.versions(),
                appraisal.sets(),
                appraisal.divergence().map(DivergenceView::of).orElse(null));
    }

    @PostMapping("/api/v1/re-appraisals")
    ResponseEntity<JobView> fleet(@RequestBody FleetRequest request, @AuthenticationPrincipal Caller caller) {
        Map<String, String> labels = HostNames.requireLabels(request.labels() == null ? Map.of() : request.labels());
        JobRecord job = jobs.enqueueOnce(ReappraisalJob.NAME, new ReappraisalJob.Params(labels), caller.name());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/jobs/" + job.id()))
                .body(JobView.of(job));
    }
}
