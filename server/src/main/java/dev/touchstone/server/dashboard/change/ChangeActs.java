package dev.touchstone.server.dashboard.change;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.change.ChangeApprovals;
import dev.touchstone.server.change.Changes;
import dev.touchstone.server.dashboard.frame.Told;
import dev.touchstone.server.reference.DryRuns;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The steps of a change. */
@Controller
@RequestMapping("/changes/{id}")
class ChangeActs {

    private final Changes changes;
    private final ChangeApprovals approvals;
    private final DryRuns dryRuns;
    private final ApprovalVoice voice;

    ChangeActs(Changes changes, ChangeApprovals approvals, DryRuns dryRuns, ApprovalVoice voice) {
        this.changes = changes;
        this.approvals = approvals;
        this.dryRuns = dryRuns;
        this.voice = voice;
    }

    @PostMapping("/proposal")
    String propose(@PathVariable UUID id, @AuthenticationPrincipal Caller caller, RedirectAttributes next) {
        return Told.on(page(id), next, "Proposed.", () -> changes.propose(id, caller));
    }

    @PostMapping("/withdrawal")
    String withdraw(@PathVariable UUID id, @AuthenticationPrincipal Caller caller, RedirectAttributes next) {
        return Told.on(page(id), next, "Taken back.", () -> changes.withdraw(id, caller));
    }

    /** @param shown the entity tag of the page that has the form: an approval is of what was on it */
    @PostMapping("/approval")
    String approve(
            @PathVariable UUID id,
            @RequestParam String shown,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable String password,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            RedirectAttributes next) {
        return Told.on(
                page(id),
                next,
                "Your approval is recorded.",
                () -> approvals.approve(id, Optional.of(shown), reason, voice.of(caller, request, password)));
    }

    @PostMapping("/rejection")
    String reject(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable String password,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            RedirectAttributes next) {
        return Told.on(
                page(id), next, "Turned down.", () -> changes.reject(id, reason, voice.of(caller, request, password)));
    }

    @PostMapping("/dry-run")
    String dryRun(@PathVariable UUID id, @AuthenticationPrincipal Caller caller, RedirectAttributes next) {
        return Told.on(
                page(id),
                next,
                "Stored evidence is asked whom it would turn.",
                () -> ChangeKindWords.supposed(changes.find(id))
                        .ifPresent(supposed -> dryRuns.begin(supposed, caller.name())));
    }

    private static String page(UUID id) {
        return "/changes/" + id;
    }
}
