package dev.touchstone.server.drift;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the exceptions may last.
 *
 * @param max the longest, and what is taken where nothing is said
 */
@ConfigurationProperties("touchstone.waivers")
record WaiverProperties(@DefaultValue("PT4H") Duration max) {

    WaiverProperties {
        if (!max.isPositive()) {
            throw new IllegalArgumentException("touchstone.waivers.max: a time, not " + max);
        }
    }

    /** The time asked for, if it may be. */
    boolean allows(Duration wanted) {
        return wanted.isPositive() && wanted.compareTo(max) <= 0;
    }
}
