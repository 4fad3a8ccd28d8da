package dev.touchstone.server.host;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/hosts}. */
@RestController
@RequestMapping("/api/v1/hosts")
class HostController {

    private final Hosts hosts;
    private final HostDecisions decisions;
    private final HostErasure erasure;
    private final Clock clock;

    HostController(Hosts hosts, HostDecisions decisions, HostErasure erasure, Clock clock) {
        this.hosts = hosts;
        this.decisions = decisions;
        this.erasure = erasure;
        this.clock = clock;
    }

    /**
     * What an operator grants.
     *
     * @param host the name; if absent the one it was granted before, or else the claimed one
     * @param labels the labels; if absent those it was granted before
     */
    record Approval(@Nullable String host, @Nullable Map<String, String> labels) {}

    @GetMapping("/{id}")
    HostView get(@PathVariable UUID id) {
        return HostView.of(
                hosts.find(id).orElseThrow(() -> Refusal.notFound("There is no such host.")), clock.instant());
    }

    @PostMapping("/{id}/approval")
    HostView approve(@PathVariable UUID id, @RequestBody Approval approval, @AuthenticationPrincipal Caller caller) {
        Optional<String> name = Optional.ofNullable(approval.host()).map(HostNames::requireName);
        Optional<Map<String, String>> labels =
                Optional.ofNullable(approval.labels()).map(HostNames::requireLabels);
        return HostView.of(decisions.approve(id, name, labels, caller.name()), clock.instant());
    }

    @PutMapping("/{id}/labels")
    HostView relabel(
            @PathVariable UUID id, @RequestBody Map<String, String> labels, @AuthenticationPrincipal Caller caller) {
        HostRecord host = decisions.relabel(id, HostNames.requireLabels(labels), caller.name());
        return HostView.of(host, clock.instant());
    }

    @PostMapping("/{id}/revocation")
    HostView revoke(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
        return HostView.of(decisions.revoke(id, caller.name()), clock.instant());
    }

    @PostMapping("/{id}/retirement")
    HostView retire(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
        return HostView.of(decisions.retire(id, caller.name()), clock.instant());
    }

    /** Forgets all that a retired host proved and claimed. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void erase(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
        erasure.erase(id, caller.name());
    }
}
