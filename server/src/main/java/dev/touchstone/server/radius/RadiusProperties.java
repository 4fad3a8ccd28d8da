package dev.touchstone.server.radius;

import dev.touchstone.server.admission.Admission;
import dev.touchstone.server.admission.Decision;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a NAS may go on with an answer before it asks again.
 *
 * @param min however soon the decision ends, so that no host makes its NAS ask all the time
 * @param max however long the decision holds
 * @param quarantine the longest in quarantine, which a host leaves by asking again
 */
@ConfigurationProperties("touchstone.radius.session")
record RadiusProperties(
        @DefaultValue("PT30S") Duration min,
        @DefaultValue("PT1H") Duration max,
        @DefaultValue("PT5M") Duration quarantine) {

    RadiusProperties {
        if (!min.isPositive() || quarantine.compareTo(min) < 0 || max.compareTo(quarantine) < 0) {
            throw new IllegalArgumentException("touchstone.radius.session: min <= quarantine <= max, not %s, %s, %s"
                    .formatted(min, quarantine, max));
        }
    }

    /** Whole seconds of Session-Timeout. */
    Duration timeout(Admission admission, Instant now) {
        Duration longest = admission.decision() == Decision.ALLOW ? max : quarantine;
        Duration holds = admission
                .holdsUntil()
                .map(until -> Duration.between(now, until))
                .orElse(longest);
        Duration bounded = holds.compareTo(longest) > 0 ? longest : holds.compareTo(min) < 0 ? min : holds;
        return Duration.ofSeconds(bounded.toSeconds());
    }
}
