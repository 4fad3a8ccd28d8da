package dev.touchstone.server.baseline;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.job.JobRecord;
import dev.touchstone.server.reference.DraftedVersion;
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

    @PostMapping
    ResponseEntity<Begun> take(@RequestBody Request request, @AuthenticationPrincipal Caller caller) {
        JobRecord job = baselines.begin(request.labels() == null ? Map.of() : request.labels(), caller.name());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/jobs/" + job.id()))
                .body(new Begun(job.id()));
    }

    @GetMapping("/{id}")
    BaselineView get(@PathVariable UUID id) {
        return baselines.view(id);
    }

    /** Drafts a version of a set from some of its components. */
    @PostMapping("/{id}/drafts")
    ResponseEntity<DraftedVersion> draft(
            @PathVariable UUID id, @RequestBody DraftRequest request, @AuthenticationPrincipal Caller caller) {
        DraftedVersion drafted = drafts.draft(id, request, caller.name());
        return ResponseEntity.created(URI.create(drafted.path())).body(drafted);
    }
}
