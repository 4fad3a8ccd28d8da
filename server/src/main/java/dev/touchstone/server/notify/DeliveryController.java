package dev.touchstone.server.notify;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.problem.Refusal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/webhooks/{id}/…}: what became of events, and sending them again. */
@RestController
@RequestMapping("/api/v1/webhooks/{id}")
class DeliveryController {

    private static final int MAX_LIMIT = 500;
    private static final Set<String> STATES = Set.of("pending", "delivered", "dead");

    /**
     * Deliveries in the order of their events.
     *
     * @param next the last one here, to ask for those after it
     */
    record Page(List<DeliveryView> deliveries, @Nullable Long next) {}

    /** Asks for every event from a number on. */
    record Replay(long from) {}

    /** How many events were queued. */
    record Queued(int queued) {}

    /** What came of a test. */
    record Tested(boolean accepted, String detail) {}

    private final Deliveries deliveries;
    private final Redelivery redelivery;

    DeliveryController(Deliveries deliveries, Redelivery redelivery) {
        this.deliveries = deliveries;
        this.redelivery = redelivery;
    }

    @GetMapping("/deliveries")
    Page list(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new Refusal(400, "limit-invalid", "limit is 1 to " + MAX_LIMIT + ".");
        }
        if (state != null && !STATES.contains(state)) {
            throw new Refusal(400, "malformed-request", "state is pending, delivered or dead.");
        }
        redelivery.require(id);
        List<DeliveryView> page = deliveries.list(id, state, after, limit);
        return new Page(page, page.size() < limit ? null : page.getLast().sequence());
    }

    @PostMapping("/deliveries/{sequence}/redelivery")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Queued redeliver(@PathVariable UUID id, @PathVariable long sequence, @AuthenticationPrincipal Caller caller) {
        redelivery.one(id, sequence, caller.name());
        return new Queued(1);
    }

    @PostMapping("/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Queued replay(@PathVariable UUID id, @RequestBody Replay wanted, @AuthenticationPrincipal Caller caller) {
        return new Queued(redelivery.from(id, wanted.from(), caller.name()));
    }

    @PostMapping("/test")
    Tested test(@PathVariable UUID id) {
        Outcome outcome = redelivery.test(id);
        return new Tested(outcome instanceof Outcome.Accepted, outcome.detail());
    }
}
