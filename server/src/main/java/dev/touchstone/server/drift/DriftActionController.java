package dev.touchstone.server.drift;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.change.Change;
import dev.touchstone.server.reference.DraftedVersions;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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

    private final ClusterDrafts drafts;
    private final Acceptances acceptances;

    DriftActionController(ClusterDrafts drafts, Acceptances acceptances) {
        this.drafts = drafts;
        this.acceptances = acceptances;
    }

    /** The next version of a set; whichever owns what differs if absent. */
    record ChangeRequest(@Nullable String set) {}

    /** The number of a component of which each host has its own. */
    record AcceptanceRequest(int component) {}

    /** The change that waits for approval. */
    record Proposed(UUID change) {}

    @PostMapping("/change")
    @ResponseStatus(HttpStatus.CREATED)
    DraftedVersions.Drafted change(
            @PathVariable long id, @RequestBody ChangeRequest request, @AuthenticationPrincipal Caller caller) {
        return drafts.draft(id, Optional.ofNullable(request.set()), caller.name());
    }

    /** Proposes to accept what each member measured; it takes effect once it is approved. */
    @PostMapping("/acceptance")
    ResponseEntity<Proposed> accept(
            @PathVariable long id, @RequestBody AcceptanceRequest request, @AuthenticationPrincipal Caller caller) {
        Change change = acceptances.propose(id, request.component(), caller);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/changes/" + change.id()))
                .body(new Proposed(change.id()));
    }
}
