package dev.touchstone.server.drift;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.reference.DraftedVersions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/drift/clusters/…}: what a cluster booted is made golden. */
@RestController
@RequestMapping("/api/v1/drift/clusters/{id}")
class DriftActionController {

    private final WaiverAuthority authority;
    private final ClusterDrafts drafts;
    private final HostAcceptances acceptances;

    DriftActionController(WaiverAuthority authority, ClusterDrafts drafts, HostAcceptances acceptances) {
        this.authority = authority;
        this.drafts = drafts;
        this.acceptances = acceptances;
    }

    /** The next version of a set; whichever owns what differs if absent. */
    record ChangeRequest(@Nullable String set) {}

    /** The number of a component of which each host has its own. */
    record AcceptanceRequest(int component) {}

    @PostMapping("/change")
    @ResponseStatus(HttpStatus.CREATED)
    DraftedVersions.Drafted change(
            @PathVariable long id, @RequestBody ChangeRequest request, @AuthenticationPrincipal Caller caller) {
        return drafts.draft(id, Optional.ofNullable(request.set()), caller.name());
    }

    @PostMapping("/acceptance")
    HostAcceptances.Accepted accept(
            @PathVariable long id, @RequestBody AcceptanceRequest request, @AuthenticationPrincipal Caller caller) {
        authority.require(caller);
        return acceptances.accept(id, request.component(), caller.name());
    }
}
