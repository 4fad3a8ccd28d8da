package dev.touchstone.server.drift;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the exceptions may last.
 *
 * @param max the longest, and what is taken where nothing is said
 * @param warnBefore how long before one ends people are told of it
 */
@ConfigurationProperties("touchstone.waivers")
record WaiverProperties(
        @DefaultValue("PT4H") Duration max,
        @DefaultValue("PT30M") Duration warnBefore) {

    WaiverProperties {
        if (!max.isPositive()) {
            throw new IllegalArgumentException("touchstone.waivers.max: a time, not " + max);
        }
        if (!warnBefore.isPositive()) {
            throw new IllegalArgumentException("touchstone.waivers.warn-before: a time, not " + warnBefore);
        }
    }

    /** The time asked for, if it may be. */
    boolean allows(Duration wanted) {
        return wanted.isPositive() && wanted.compareTo(max) <= 0;
    }
}
