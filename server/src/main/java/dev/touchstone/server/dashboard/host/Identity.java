package dev.touchstone.server.dashboard.host;

import dev.touchstone.server.dashboard.frame.Hex;
import dev.touchstone.server.dashboard.frame.Moment;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.HostState;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who a host is, what it was granted and by whom, and what it merely says of itself.
 *
 * @param kind {@code hardware}, {@code virtual} or {@code unverified}
 * @param detail what vouches for the endorsement key
 */
record Identity(
        String kind,
        String detail,
        @Nullable String name,
        @Nullable String nameSource,
        Map<String, String> labels,
        @Nullable String labelsSource,
        String claimedName,
        Map<String, String> claimedLabels,
        Hex ek,
        Hex ekName,
        Hex akName,
        boolean waiting,
        Moment enrolled) {

    static Identity of(HostRecord host, Instant now) {
        return new Identity(
                host.identity(),
                host.identityDetail(),
                host.name().orElse(null),
                host.nameSource().map(Identity::source).orElse(null),
                new TreeMap<>(host.labels()),
                host.labelsSource().map(Identity::source).orElse(null),
                host.claimedName(),
                new TreeMap<>(host.claimedLabels()),
                Hex.of(host.ekSpkiSha256()),
                Hex.of(host.ekName()),
                Hex.of(host.akName()),
                host.state() == HostState.AWAITING_APPROVAL,
                Moment.of(host.createdAt(), now));
    }

    private static String source(String word) {
        return switch (word) {
            case "pin" -> "EK pin";
            case "token" -> "enrolment token";
            default -> word;
        };
    }
}
