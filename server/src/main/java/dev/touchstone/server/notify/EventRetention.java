package dev.touchstone.server.notify;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets events that are too old to be replayed. */
@Component
class EventRetention {

    private final Events events;
    private final NotifyProperties settings;
    private final Clock clock;

    EventRetention(Events events, NotifyProperties settings, Clock clock) {
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 2, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void forget() {
        events.forget(clock.instant().minus(settings.retention()));
    }
}
