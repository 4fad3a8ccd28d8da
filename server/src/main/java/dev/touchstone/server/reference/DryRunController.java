package dev.touchstone.server.reference;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.job.JobRecord;
import dev.touchstone.server.job.JobView;
import dev.touchstone.server.problem.Refusal;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Dry runs: who would turn TRUSTED, who DRIFTED, who stays and why. */
@RestController
class DryRunController {

    private static final int MAX_LIMIT = 500;

    private final DryRuns runs;

    DryRunController(DryRuns runs) {
        this.runs = runs;
    }

    /**
     * Some hosts in the order of their ids.
     *
     * @param next what to ask for next; absent at the end
     */
    record Page(List<DryRunHost> hosts, @Nullable UUID next) {}

    /** As {@link DryRunChange}. */
    record Request(List<String> approve, List<String> retire) {}

    /** @param retire suppose the version retired rather than approved */
    @PostMapping("/api/v1/reference-sets/{name}/versions/{number}/dry-run")
    ResponseEntity<JobView> dryRun(
            @PathVariable String name,
            @PathVariable int number,
            @RequestParam(defaultValue = "false") boolean retire,
            @AuthenticationPrincipal Caller caller) {
        List<String> id = List.of(new ReferenceVersionId(name, number).toString());
        return begun(retire ? new DryRunChange(List.of(), id) : new DryRunChange(id, List.of()), caller);
    }

    /** Supposes several changes at once. */
    @PostMapping("/api/v1/dry-runs")
    ResponseEntity<JobView> dryRun(@RequestBody Request request, @AuthenticationPrincipal Caller caller) {
        return begun(new DryRunChange(request.approve(), request.retire()), caller);
    }

    private ResponseEntity<JobView> begun(DryRunChange change, Caller caller) {
        JobRecord job = runs.begin(change, caller.name());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/jobs/" + job.id()))
                .body(JobView.of(job));
    }

    /** What a dry run found, as far as it is. */
    @GetMapping("/api/v1/jobs/{id}/hosts")
    Page hosts(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new Refusal(400, "limit-invalid", "limit is 1 to " + MAX_LIMIT + ".");
        }
        List<DryRunHost> found = runs.hosts(id, outcome(outcome), null, after, limit + 1);
        boolean more = found.size() > limit;
        List<DryRunHost> page = more ? found.subList(0, limit) : found;
        return new Page(page, more ? page.getLast().hostId() : null);
    }

    private static DryRunHost.@Nullable Outcome outcome(@Nullable String word) {
        try {
            return word == null ? null : DryRunHost.Outcome.ofWord(word);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "outcome-invalid", "outcome is turns-trusted, turns-drifted, … or stays.");
        }
    }
}
