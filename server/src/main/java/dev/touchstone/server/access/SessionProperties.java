package dev.touchstone.server.access;

import dev.touchstone.server.ops.StartRefused;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a session of the pages lasts.
 *
 * @param idle without a request
 * @param absolute since the sign-in, however busy
 */
@ConfigurationProperties("touchstone.session")
record SessionProperties(
        @DefaultValue("PT30M") Duration idle,
        @DefaultValue("PT12H") Duration absolute) {

    SessionProperties {
        require("idle", idle);
        require("absolute", absolute);
    }

    private static void require(String setting, Duration value) {
        if (value.compareTo(Duration.ofMinutes(1)) < 0 || value.compareTo(Duration.ofDays(30)) > 0) {
            throw new StartRefused("touchstone.session." + setting + " is one minute to 30 days, not " + value + ".");
        }
    }
}
