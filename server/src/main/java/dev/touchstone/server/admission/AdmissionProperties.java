package dev.touchstone.server.admission;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this replica follows the database.
 *
 * @param poll how long it waits for a hint before it looks for changes all the same; at most a second, half the lease
 * @param listen whether it listens for hints
 */
@ConfigurationProperties("touchstone.admission")
record AdmissionProperties(
        @DefaultValue("PT0.2S") Duration poll,
        @DefaultValue("true") boolean listen) {

    private static final Duration LONGEST = Duration.ofSeconds(1);

    AdmissionProperties {
        if (!poll.isPositive() || poll.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("touchstone.admission.poll: at most " + LONGEST + ", not " + poll);
        }
    }
}
