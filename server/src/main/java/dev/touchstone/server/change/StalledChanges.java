package dev.touchstone.server.change;

import dev.touchstone.server.notify.EventType;
import dev.touchstone.server.notify.ToldOnce;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells of changes that nobody decides on, each once. */
@Component
class StalledChanges {

    private final ChangeRows rows;
    private final ToldOnce once;
    private final ChangeProperties settings;
    private final Clock clock;

    StalledChanges(ChangeRows rows, ToldOnce once, ChangeProperties settings, Clock clock) {
        this.rows = rows;
        this.once = once;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void run() {
        Instant now = clock.instant();
        for (Change change : rows.proposedBefore(now.minus(settings.stalledAfter()))) {
            tell(change, now);
        }
    }

    private void tell(Change change, Instant now) {
        Map<String, ?> data = Map.of(
                "change", change.id(),
                "kind", change.content().kind(),
                "title", change.content().title(),
                "why", "undecided",
                "since", change.proposedAt().orElse(now));
        once.tell("change-undecided/" + change.id(), EventType.CHANGE_STALLED, "change/" + change.id(), data, now);
    }
}
