package dev.touchstone.server.drift;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When people are told of drift.
 *
 * @param settle how long a new cluster gathers hosts before it is told of: what drifts at once is one message
 */
@ConfigurationProperties("touchstone.drift")
record DriftProperties(@DefaultValue("PT30S") Duration settle) {

    DriftProperties {
        if (settle.isNegative()) {
            throw new IllegalArgumentException("touchstone.drift.settle: a time, not " + settle);
        }
    }
}
