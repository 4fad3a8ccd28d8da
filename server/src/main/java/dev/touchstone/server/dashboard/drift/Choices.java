package dev.touchstone.server.dashboard.drift;

import dev.touchstone.server.dashboard.frame.Moment;
import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.drift.Cluster;
import dev.touchstone.server.drift.DifferenceView;
import dev.touchstone.server.drift.Waiver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be done about a cluster, and why not.
 *
 * @param barred why nothing can be done for all its hosts at once; null if it can
 * @param hours how long a waiver may last at most
 * @param own components of which each host has its own, and that differ
 */
record Choices(@Nullable String barred, long hours, List<Line> waivers, List<Own> own) {

    private static final Pattern COMPONENT = Pattern.compile("([0-9]{1,3})-(.+)");

    /** A waiver in force. */
    record Line(UUID id, String by, String reason, Moment until, long hosts) {}

    /** A component of which each host has its own. */
    record Own(int number, String name) {}

    static Choices of(Cluster cluster, List<Waiver> waivers, Duration longest, Instant now) {
        return new Choices(
                barred(cluster),
                Math.max(1, longest.toHours()),
                waivers.stream().map(w -> line(w, now)).toList(),
                cluster.differences().stream().flatMap(Choices::own).distinct().toList());
    }

    private static @Nullable String barred(Cluster cluster) {
        if (cluster.closedAt().isPresent()) {
            return "Nobody is in this cluster any more.";
        }
        return cluster.grave().isEmpty()
                ? null
                : "Not for all hosts at once: "
                        + String.join(
                                "; ",
                                cluster.graveFlags().stream().map(g -> g.text()).toList())
                        + ". Look at each host by itself.";
    }

    private static Line line(Waiver waiver, Instant now) {
        return new Line(
                waiver.id(),
                Visible.text(waiver.grantedBy()),
                Visible.text(waiver.reason()),
                Moment.of(waiver.expiresAt(), now),
                waiver.hosts());
    }

    private static Stream<Own> own(DifferenceView difference) {
        boolean own = difference.code().equals("host-value-not-accepted") && difference.component() != null;
        Matcher component = COMPONENT.matcher(own ? difference.component() : "");
        return component.matches()
                ? Stream.of(new Own(Integer.parseInt(component.group(1)), Visible.text(component.group(2))))
                : Stream.empty();
    }
}
