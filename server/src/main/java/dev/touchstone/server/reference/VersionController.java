package dev.touchstone.server.reference;

import dev.touchstone.reference.VersionDiff;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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

    private final ReferenceSets sets;
    private final ComponentJson components;
    private final RolloutProgress progress;
    private final Clock clock;

    VersionController(ReferenceSets sets, ComponentJson components, RolloutProgress progress, Clock clock) {
        this.sets = sets;
        this.components = components;
        this.progress = progress;
        this.clock = clock;
    }

    /** What it brings that {@code against} did not have; the newest version approved before it, if absent. */
    @GetMapping("/diff")
    VersionDiffView diff(@PathVariable String name, @PathVariable int number, @RequestParam @Nullable Integer against) {
        ReferenceVersion version = sets.find(new ReferenceVersionId(name, number));
        Optional<ReferenceVersion> before = against == null
                ? sets.versions(name).stream()
                        .filter(v -> v.approvedAt() != null && v.id().number() < number)
                        .findFirst()
                : Optional.of(sets.find(new ReferenceVersionId(name, against)));
        VersionDiff diff = VersionDiff.of(before.map(this::components).orElse(List.of()), components(version));
        return VersionDiffView.of(version, before.orElse(null), diff);
    }

    private List<dev.touchstone.reference.Component> components(ReferenceVersion version) {
        return components.components(components.views(version.components()));
    }

    /** Its components as a folder that systemd-pcrlock(8) reads; what it cannot say is told in {@code omitted.txt}. */
    @GetMapping(path = "/pcrlock", produces = "application/zip")
    byte[] pcrlock(@PathVariable String name, @PathVariable int number) {
        return PcrlockZip.of(components(sets.find(new ReferenceVersionId(name, number))));
    }

    /** How far the hosts it is for have come. */
    @GetMapping("/rollout")
    RolloutProgress.Progress rollout(@PathVariable String name, @PathVariable int number) {
        ReferenceVersion version = sets.find(new ReferenceVersionId(name, number));
        return progress.of(version.id(), version.selector(), clock.instant());
    }
}
