package dev.touchstone.server.dashboard.reference;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.dashboard.frame.Told;
import dev.touchstone.server.reference.Approvals;
import dev.touchstone.server.reference.DryRuns;
import dev.touchstone.server.reference.ReferenceVersionId;
import dev.touchstone.server.reference.VersionViews;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The steps of a version. */
@Controller
@RequestMapping("/reference-sets/{name:" + SetPage.NAME + "}/versions/{number:[0-9]+}")
class VersionActs {

    private final VersionViews versions;
    private final Approvals approvals;
    private final DryRuns dryRuns;

    VersionActs(VersionViews versions, Approvals approvals, DryRuns dryRuns) {
        this.versions = versions;
        this.approvals = approvals;
        this.dryRuns = dryRuns;
    }

    @PostMapping("/proposal")
    String propose(
            @PathVariable String name,
            @PathVariable int number,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes next) {
        ReferenceVersionId id = new ReferenceVersionId(name, number);
        return Told.on(
                page(id),
                next,
                "Proposed. Its change waits for somebody else to approve it.",
                () -> approvals.propose(id, caller));
    }

    /** Retires it, or proposes to where hosts would be judged by less. */
    @PostMapping("/retirement")
    String retire(
            @PathVariable String name,
            @PathVariable int number,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes next) {
        ReferenceVersionId id = new ReferenceVersionId(name, number);
        return Told.leading(
                page(id),
                next,
                "Once it is retired, whoever boots it drifts.",
                () -> approvals
                        .retire(id, caller)
                        .map(w -> "/changes/" + w.id())
                        .orElse(page(id)));
    }

    @PostMapping("/dry-run")
    String dryRun(
            @PathVariable String name,
            @PathVariable int number,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes next) {
        ReferenceVersionId id = new ReferenceVersionId(name, number);
        return Told.on(
                page(id),
                next,
                "Stored evidence is asked whom it would turn.",
                () -> dryRuns.begin(VersionPage.supposed(id, versions.find(id).state()), caller.name()));
    }

    /** As a folder that systemd-pcrlock(8) reads, packed. */
    @GetMapping("/pcrlock")
    ResponseEntity<byte[]> export(@PathVariable String name, @PathVariable int number) {
        ReferenceVersionId id = new ReferenceVersionId(name, number);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name + "-" + number + ".pcrlock.zip")
                                .build()
                                .toString())
                .body(versions.pcrlock(id));
    }

    private static String page(ReferenceVersionId id) {
        return "/reference-sets/" + id.setName() + "/versions/" + id.number();
    }
}
