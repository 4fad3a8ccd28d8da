package dev.touchstone.server.dashboard.drift;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.dashboard.change.ApprovalVoice;
import dev.touchstone.server.dashboard.frame.Told;
import dev.touchstone.server.drift.WaiverAuthority;
import dev.touchstone.server.drift.WaiverGrants;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
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

/** Lets all hosts of a cluster in for a while, and ends that. */
@Controller
@RequestMapping("/drift/{id:[0-9]+}/waivers")
class WaiverActs {

    private final WaiverGrants waivers;
    private final WaiverAuthority authority;
    private final ApprovalVoice voice;

    WaiverActs(WaiverGrants waivers, WaiverAuthority authority, ApprovalVoice voice) {
        this.waivers = waivers;
        this.authority = authority;
        this.voice = voice;
    }

    @PostMapping
    String waive(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "1") int hours,
            @RequestParam(required = false) @Nullable String password,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            RedirectAttributes next) {
        return Told.on("/drift/" + id, next, "Waived: those hosts are let in until it ends.", () -> {
            Caller approver = voice.of(caller, request, password);
            authority.require(approver);
            var wanted = new WaiverGrants.Wanted(reason, Optional.empty(), Optional.of(Duration.ofHours(hours)));
            waivers.grant(id, wanted, approver.responsible());
        });
    }

    @PostMapping("/{waiver}/revocation")
    String revoke(
            @PathVariable long id,
            @PathVariable UUID waiver,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes next) {
        return Told.on("/drift/" + id, next, "Ended.", () -> waivers.revoke(waiver, caller.name()));
    }
}
