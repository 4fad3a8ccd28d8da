package dev.touchstone.server.drift;

import dev.touchstone.server.notify.EventType;
import dev.touchstone.server.notify.ToldOnce;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells of waivers before they end, each once: after that its hosts are in quarantine. */
@Component
class WaiverWatch {

    private final Waivers waivers;
    private final ToldOnce once;
    private final WaiverProperties settings;
    private final Clock clock;

    WaiverWatch(Waivers waivers, ToldOnce once, WaiverProperties settings, Clock clock) {
        this.waivers = waivers;
        this.once = once;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void run() {
        Instant now = clock.instant();
        for (Waiver waiver : waivers.ending(now, now.plus(settings.warnBefore()))) {
            tell(waiver, now);
        }
    }

    private void tell(Waiver waiver, Instant now) {
        Map<String, ?> data = Map.of(
                "waiver", waiver.id(),
                "cluster", waiver.cluster(),
                "hosts", waiver.hosts(),
                "reason", waiver.reason(),
                "grantedBy", waiver.grantedBy(),
                "expiresAt", waiver.expiresAt());
        once.tell("waiver-expiring/" + waiver.id(), EventType.WAIVER_EXPIRING, "waiver/" + waiver.id(), data, now);
    }
}
