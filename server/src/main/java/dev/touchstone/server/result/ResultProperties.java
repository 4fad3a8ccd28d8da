package dev.touchstone.server.result;

import dev.touchstone.server.ops.StartRefused;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What identifies our results, and how long they hold.
 *
 * @param issuer the {@code iss} claim: this service's URL, where it has one
 * @param audience the {@code aud} claim of results that nobody asked to have another; absent when empty
 * @param validity of a result at most, however long its evidence counts
 * @param keySetMaxAge for how long the key set may be cached; a new key signs no earlier
 */
@ConfigurationProperties("touchstone.result")
record ResultProperties(
        @DefaultValue("touchstone") String issuer,
        @DefaultValue List<String> audience,
        @DefaultValue("PT15M") Duration validity,
        @DefaultValue("PT5M") Duration keySetMaxAge) {

    private static final Duration MAX = Duration.ofDays(1);

    ResultProperties {
        audience = List.copyOf(audience);
        require("validity", validity);
        require("key-set-max-age", keySetMaxAge);
    }

    private static void require(String setting, Duration value) {
        if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(MAX) > 0) {
            throw new StartRefused("touchstone.result." + setting + " is one second to one day, not " + value + ".");
        }
    }
}
