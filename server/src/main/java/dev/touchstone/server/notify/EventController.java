package dev.touchstone.server.notify;

import dev.touchstone.server.problem.Refusal;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/events}: what happened, for those who rather ask than be told. */
@RestController
@RequestMapping("/api/v1/events")
class EventController {

    private static final int MAX_LIMIT = 500;

    /**
     * Events in order.
     *
     * @param last the number given last: what is missing below it is forgotten
     */
    record Page(List<Event> events, long last) {}

    private final Events events;

    EventController(Events events) {
        this.events = events;
    }

    @GetMapping
    Page list(@RequestParam(defaultValue = "0") long after, @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new Refusal(400, "limit-invalid", "limit is 1 to " + MAX_LIMIT + ".");
        }
        return new Page(events.after(after, limit), events.last());
    }
}
