package dev.touchstone.server.baseline;

import dev.touchstone.reference.Baseline;
import dev.touchstone.server.access.Caller;
import dev.touchstone.server.job.JobRecord;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.reference.DraftedVersion;
import dev.touchstone.server.reference.VariantView;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/baselines}. */
@RestController
@RequestMapping("/api/v1/baselines")
class BaselineController {

    private final Baselines baselines;
    private final BaselineDrafts drafts;

    BaselineController(Baselines baselines, BaselineDrafts drafts) {
        this.baselines = baselines;
        this.drafts = drafts;
    }

    /** Of which hosts; of all if absent. */
    record Request(@Nullable Map<String, String> labels) {}

    /** A baseline under way: its id is the job's, and it is there once the job is done. */
    record Begun(UUID id) {}

    /**
     * What to make of it.
     *
     * @param name the set
     * @param selector the labels of the hosts it is for; every host if absent
     * @param components how each chosen component is matched: {@code {"405": "sequence"}}
     * @param minimumHosts combinations on fewer hosts are left out; 1 if absent
     */
    record DraftRequest(
            String name,
            @Nullable Map<String, String> selector,
            Map<Integer, VariantView.Match> components,
            @Nullable Integer minimumHosts) {}

    @PostMapping
    ResponseEntity<Begun> take(@RequestBody Request request, @AuthenticationPrincipal Caller caller) {
        JobRecord job = baselines.begin(request.labels() == null ? Map.of() : request.labels(), caller.name());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/jobs/" + job.id()))
                .body(new Begun(job.id()));
    }

    @GetMapping("/{id}")
    BaselineView get(@PathVariable UUID id) {
        return BaselineView.of(id, require(id));
    }

    /** Drafts a version of a set from some of its components. */
    @PostMapping("/{id}/drafts")
    ResponseEntity<DraftedVersion> draft(
            @PathVariable UUID id, @RequestBody DraftRequest request, @AuthenticationPrincipal Caller caller) {
        DraftedVersion drafted = drafts.draft(id, require(id), request, caller.name());
        return ResponseEntity.created(URI.create(drafted.path())).body(drafted);
    }

    private Baseline require(UUID id) {
        return baselines.find(id).orElseThrow(() -> Refusal.notFound("There is no such baseline."));
    }
}
