package dev.touchstone.server.change;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When people are reminded of a change.
 *
 * @param stalledAfter how long one is proposed before they are told that nobody decides on it
 */
@ConfigurationProperties("touchstone.changes")
record ChangeProperties(@DefaultValue("P3D") Duration stalledAfter) {

    ChangeProperties {
        if (!stalledAfter.isPositive()) {
            throw new IllegalArgumentException("touchstone.changes.stalled-after: a time, not " + stalledAfter);
        }
    }
}
