package dev.touchstone.server.reference;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.change.Change;
import dev.touchstone.server.host.HostNames;
import dev.touchstone.server.problem.Refusal;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/reference-sets}. */
@RestController
@RequestMapping("/api/v1/reference-sets")
class ReferenceSetController {

    private final ReferenceSets sets;
    private final Approvals approvals;
    private final ComponentJson components;
    private final Clock clock;

    ReferenceSetController(ReferenceSets sets, Approvals approvals, ComponentJson components, Clock clock) {
        this.sets = sets;
        this.approvals = approvals;
        this.components = components;
        this.clock = clock;
    }

    /**
     * What to draft a version from: one boot, or components.
     *
     * @param captureFrom the attestation whose boot becomes golden
     * @param pcrs which PCRs of it; every one that can be if absent
     * @param selector the labels of the hosts it is for; the base's, or every host, if absent
     * @param components what the version owns, or what differs from the base
     * @param base the version whose other components it keeps
     */
    record Request(
            String name,
            @Nullable UUID captureFrom,
            @Nullable List<Integer> pcrs,
            @Nullable Map<String, String> selector,
            @Nullable List<ComponentView> components,
            @Nullable Integer base) {}

    record Page(List<ReferenceVersionView> versions) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ReferenceVersionView draft(@RequestBody Request request, @AuthenticationPrincipal Caller caller) {
        if ((request.captureFrom() == null) == (request.components() == null)) {
            throw new Refusal(400, "reference-source", "A version is drafted from either captureFrom or components.");
        }
        Optional<Map<String, String>> selector =
                Optional.ofNullable(request.selector()).map(HostNames::requireLabels);
        return view(
                request.captureFrom() == null
                        ? sets.compose(request, selector, caller.name())
                        : sets.capture(
                                request.name(),
                                request.captureFrom(),
                                request.pcrs() == null ? List.of() : request.pcrs(),
                                selector.orElse(Map.of()),
                                caller.name()));
    }

    @GetMapping
    Page list() {
        return page(sets.all());
    }

    @GetMapping("/{name}")
    Page versions(@PathVariable String name) {
        return page(sets.versions(name));
    }

    @GetMapping("/{name}/versions/{number}")
    ResponseEntity<ReferenceVersionView> get(@PathVariable String name, @PathVariable int number) {
        ReferenceVersion version = sets.find(new ReferenceVersionId(name, number));
        return ResponseEntity.ok().eTag(version.entityTag()).body(view(version));
    }

    @PostMapping("/{name}/versions/{number}/proposal")
    ReferenceVersionView propose(
            @PathVariable String name, @PathVariable int number, @AuthenticationPrincipal Caller caller) {
        return view(approvals.propose(new ReferenceVersionId(name, number), caller));
    }

    /** Approves; with {@code If-Match}, only what the approver was shown. */
    @PostMapping("/{name}/versions/{number}/approval")
    ReferenceVersionView approve(
            @PathVariable String name,
            @PathVariable int number,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String shown,
            @AuthenticationPrincipal Caller caller) {
        return view(approvals.approve(new ReferenceVersionId(name, number), Optional.ofNullable(shown), caller));
    }

    /** Retires; or answers 202 and the change that takes a second person, where hosts would be judged by less. */
    @PostMapping("/{name}/versions/{number}/retirement")
    ResponseEntity<ReferenceVersionView> retire(
            @PathVariable String name, @PathVariable int number, @AuthenticationPrincipal Caller caller) {
        ReferenceVersionId id = new ReferenceVersionId(name, number);
        Optional<Change> waiting = approvals.retire(id, caller);
        var answer = waiting.isEmpty()
                ? ResponseEntity.ok()
                : ResponseEntity.accepted()
                        .location(URI.create("/api/v1/changes/" + waiting.get().id()));
        return answer.body(view(sets.find(id)));
    }

    private Page page(List<ReferenceVersion> versions) {
        Instant now = clock.instant();
        return new Page(
                versions.stream().map(v -> ReferenceVersionView.summary(v, now)).toList());
    }

    private ReferenceVersionView view(ReferenceVersion version) {
        return ReferenceVersionView.whole(version, clock.instant(), components.views(version.components()));
    }
}
