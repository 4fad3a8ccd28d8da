package dev.touchstone.server.drift;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.problem.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/drift/…/waivers}. */
@RestController
@RequestMapping("/api/v1/drift")
class WaiverController {

    private static final int MAX_HOSTS = 10_000;

    private final WaiverGrants waivers;
    private final WaiverAuthority authority;

    WaiverController(WaiverGrants waivers, WaiverAuthority authority) {
        this.waivers = waivers;
        this.authority = authority;
    }

    /**
     * A waiver.
     *
     * @param hosts some of the members; all there are now if absent
     * @param expiresIn such as {@code PT1H}; the longest allowed if absent
     */
    record Request(
            String reason,
            @Nullable List<UUID> hosts,
            @Nullable Duration expiresIn) {}

    @PostMapping("/clusters/{id}/waivers")
    @ResponseStatus(HttpStatus.CREATED)
    WaiverView waive(@PathVariable long id, @RequestBody Request request, @AuthenticationPrincipal Caller caller) {
        authority.require(caller);
        if (request.hosts() != null && request.hosts().size() > MAX_HOSTS) {
            throw new Refusal(400, "waiver-hosts", "Name at most " + MAX_HOSTS + " hosts, or none for all of them.");
        }
        WaiverGrants.Wanted wanted = new WaiverGrants.Wanted(
                request.reason(), Optional.ofNullable(request.hosts()), Optional.ofNullable(request.expiresIn()));
        return WaiverView.of(waivers.grant(id, wanted, caller.responsible()));
    }

    @PostMapping("/waivers/{id}/revocation")
    WaiverView revoke(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
        return WaiverView.of(waivers.revoke(id, caller.name()));
    }
}
