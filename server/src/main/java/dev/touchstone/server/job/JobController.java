package dev.touchstone.server.job;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.problem.Refusal;
import java.util.List;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/jobs}: how far they are, what came of them. */
@RestController
@RequestMapping("/api/v1/jobs")
class JobController {

    private static final int MAX_LIMIT = 500;

    private final Jobs jobs;

    JobController(Jobs jobs) {
        this.jobs = jobs;
    }

    /** Jobs, the latest first. */
    record Page(List<JobView> jobs) {}

    @GetMapping
    Page list(@RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new Refusal(400, "limit-invalid", "limit is 1 to " + MAX_LIMIT + ".");
        }
        return new Page(jobs.latest(limit).stream().map(JobView::of).toList());
    }

    @GetMapping("/{id}")
    JobView get(@PathVariable UUID id) {
        return JobView.of(jobs.find(id).orElseThrow(() -> Refusal.notFound("There is no such job.")));
    }

    @PostMapping("/{id}/cancellation")
    JobView cancel(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
        return JobView.of(jobs.cancel(id, caller.name()));
    }
}
