package dev.touchstone.server.notify;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events are sent.
 *
 * @param source the CloudEvents {@code source}: a URI reference that tells this installation from others
 * @param allowHttp whether a webhook may be plain HTTP
 * @param allowedNetworks networks in CIDR notation that webhooks may be in though they are not public
 * @param concurrency how many events are under way to one webhook at once, from each replica
 * @param timeout how long a receiver has for its whole answer
 * @param firstRetry how long after a first failure it is tried again; each further wait is twice as long
 * @param longestRetry the longest wait, also where the receiver asks for a longer one
 * @param giveUpAfter how long after it was queued an event is no longer tried, but dead
 * @param retention how long events are kept, to be replayed
 */
@ConfigurationProperties("touchstone.notify")
record NotifyProperties(
        @DefaultValue("touchstone") String source,
        @DefaultValue("false") boolean allowHttp,
        @DefaultValue List<String> allowedNetworks,
        @DefaultValue("4") int concurrency,
        @DefaultValue("PT15S") Duration timeout,
        @DefaultValue("PT5S") Duration firstRetry,
        @DefaultValue("PT1H") Duration longestRetry,
        @DefaultValue("PT24H") Duration giveUpAfter,
        @DefaultValue("P30D") Duration retention) {

    private static final int MAX_CONCURRENCY = 16;

    NotifyProperties {
        require(concurrency >= 1 && concurrency <= MAX_CONCURRENCY, "concurrency is 1 to " + MAX_CONCURRENCY);
        require(timeout.isPositive() && timeout.compareTo(Duration.ofMinutes(2)) <= 0, "timeout is up to PT2M");
        require(firstRetry.isPositive() && firstRetry.compareTo(longestRetry) <= 0, "first-retry <= longest-retry");
        require(giveUpAfter.isPositive() && giveUpAfter.compareTo(retention) < 0, "give-up-after < retention");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("touchstone.notify: " + rule);
        }
    }

    /** After what time an attempt that nobody told the end of was lost with its process. */
    Duration lease() {
        return timeout.multipliedBy(4);
    }
}
