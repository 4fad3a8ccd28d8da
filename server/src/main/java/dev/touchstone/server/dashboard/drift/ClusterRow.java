package dev.touchstone.server.dashboard.drift;

import dev.touchstone.appraisal.Grave;
import dev.touchstone.server.dashboard.frame.Moment;
import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.dashboard.job.Outcomes;
import dev.touchstone.server.drift.Cluster;
import dev.touchstone.server.drift.Hold;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in a list.
 *
 * @param hosts how many it has
 * @param share how many that is of all in force
 * @param change the version drafted from it, or proposed and accounting for it; null if there is none
 * @param labels those all its hosts have
 */
public record ClusterRow(
        String href,
        long id,
        String title,
        String hosts,
        String hostsHref,
        String share,
        Moment first,
        Moment last,
        @Nullable Moment closed,
        List<String> grave,
        boolean announced,
        @Nullable String change,
        @Nullable String owner,
        long rejected,
        Map<String, String> labels) {

    static ClusterRow of(Cluster cluster, long fleet, Map<String, String> labels, Optional<Hold> hold, Instant now) {
        Map<String, String> visible = new TreeMap<>();
        labels.forEach((key, value) -> visible.put(Visible.text(key), Visible.text(value)));
        return new ClusterRow(
                "/drift/" + cluster.id(),
                cluster.id(),
                Visible.text(cluster.title()),
                Outcomes.number(cluster.hosts()),
                "/hosts?cluster=" + cluster.id(),
                "of " + Outcomes.number(fleet),
                Moment.of(cluster.firstSeen(), now),
                Moment.of(cluster.lastSeen(), now),
                cluster.closedAt().map(at -> Moment.of(at, now)).orElse(null),
                cluster.graveFlags().stream().map(ClusterRow::words).toList(),
                cluster.isAnnounced(),
                cluster.drafted()
                        .or(() -> cluster.announced().stream().findFirst())
                        .orElse(null),
                hold.map(h -> Visible.text(h.owner())).orElse(null),
                cluster.rejected(),
                visible);
    }

    static String words(Grave grave) {
        return switch (grave) {
            case SECURE_BOOT_OFF -> "Secure Boot off";
            case DBX_SHRUNK -> "dbx shrunk";
            case DEBUG_MODE -> "debug mode";
            case LOG_INCOMPLETE -> "log incomplete";
        };
    }
}
