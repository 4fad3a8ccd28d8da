package dev.touchstone.server.reference;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What people want to know of one version: what it brings, and how far its hosts have come. */
@RestController
@RequestMapping("/api/v1/reference-sets/{name}/versions/{number}")
class VersionController {

    private final VersionViews versions;
    private final VersionDiffs diffs;
    private final RolloutProgress progress;

    VersionController(VersionViews versions, VersionDiffs diffs, RolloutProgress progress) {
        this.versions = versions;
        this.diffs = diffs;
        this.progress = progress;
    }

    /** What it brings that {@code against} did not have; the newest version approved before it, if absent. */
    @GetMapping("/diff")
    VersionDiffView diff(@PathVariable String name, @PathVariable int number, @RequestParam @Nullable Integer against) {
        return diffs.of(new ReferenceVersionId(name, number), against);
    }

    /** Its components as a folder that systemd-pcrlock(8) reads; what it cannot say is told in {@code omitted.txt}. */
    @GetMapping(path = "/pcrlock", produces = "application/zip")
    byte[] pcrlock(@PathVariable String name, @PathVariable int number) {
        return versions.pcrlock(new ReferenceVersionId(name, number));
    }

    /** How far the hosts it is for have come. */
    @GetMapping("/rollout")
    RolloutProgress.Progress rollout(@PathVariable String name, @PathVariable int number) {
        return progress.of(new ReferenceVersionId(name, number));
    }
}
