package dev.touchstone.server.dashboard.job;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.dashboard.frame.Told;
import dev.touchstone.server.job.JobRecord;
import dev.touchstone.server.job.JobState;
import dev.touchstone.server.job.Jobs;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.reference.DryRuns;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One job: how far it is, and what came of it. */
@Controller
class JobPage {

    private final Jobs jobs;
    private final DryRuns dryRuns;
    private final Clock clock;

    JobPage(Jobs jobs, DryRuns dryRuns, Clock clock) {
        this.jobs = jobs;
        this.dryRuns = dryRuns;
        this.clock = clock;
    }

    @GetMapping("/jobs/{id}")
    String show(@PathVariable UUID id, Model model) {
        JobRecord job = require(id);
        model.addAttribute("job", JobPanel.of(job, clock.instant()));
        model.addAttribute(
                "versions",
                dryRuns.supposed(job)
                        .map(s -> s.approve().isEmpty() ? s.retire() : s.approve())
                        .orElse(List.of()));
        model.addAttribute("dryRun", dryRun(job));
        model.addAttribute("baseline", job.kind().equals("baseline") && job.state() == JobState.DONE);
        return "job/job";
    }

    /**
     * How far it is, for a page that shows it; once the job has ended such a page is made anew, with what came of it.
     */
    @GetMapping("/jobs/{id}/progress")
    String progress(@PathVariable UUID id, Model model, HttpServletResponse response) {
        JobPanel job = JobPanel.of(require(id), clock.instant());
        if (!job.running()) {
            response.setHeader("HX-Refresh", "true");
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        model.addAttribute("job", job);
        return "job/progress :: progress";
    }

    @PostMapping("/jobs/{id}/cancellation")
    String cancel(@PathVariable UUID id, @AuthenticationPrincipal Caller caller, RedirectAttributes next) {
        return Told.on("/jobs/" + id, next, "It stops where it next looks up.", () -> jobs.cancel(id, caller.name()));
    }

    private JobRecord require(UUID id) {
        return jobs.find(id).orElseThrow(() -> Refusal.notFound("There is no such job."));
    }

    private @Nullable DryRunPanel dryRun(JobRecord job) {
        return dryRuns.supposed(job)
                .flatMap(supposed -> dryRuns.summary(job).map(s -> DryRunPanel.of(job.id(), supposed, s)))
                .orElse(null);
    }
}
