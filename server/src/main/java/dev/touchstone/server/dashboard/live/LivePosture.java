package dev.touchstone.server.dashboard.live;

import dev.touchstone.server.fleet.Fleet;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** How the fleet stands. */
@Component
class LivePosture implements LiveFact {

    private final Fleet fleet;
    private final Clock clock;

    LivePosture(Fleet fleet, Clock clock) {
        this.fleet = fleet;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "posture";
    }

    @Override
    public String stamp() {
        return fleet.stamp(clock.instant());
    }
}
