package dev.touchstone.server.dashboard.drift;

import dev.touchstone.appraisal.Grave;
import dev.touchstone.server.dashboard.frame.Moment;
import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.dashboard.job.Outcomes;
import dev.touchstone.server.drift.Cluster;
import dev.touchstone.server.drift.ClusterList;
import dev.touchstone.server.drift.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in a few words.
 *
 * @param sentence what a person should know first
 * @param grave what forbids deciding for all at once, in words
 * @param hold who looks after it; null if nobody does
 * @param rejected hosts that left it by contradicting themselves
 */
record ClusterHead(
        long id,
        String title,
        boolean open,
        String sentence,
        String hosts,
        String hostsHref,
        Moment first,
        Moment last,
        @Nullable Moment closed,
        @Nullable Moment bootedFrom,
        @Nullable Moment bootedUntil,
        List<String> flags,
        String grave,
        @Nullable Held hold,
        List<Gone> rejected) {

    /** Who looks after it. */
    record Held(String owner, String note, Moment at, String by) {}

    /** A host that left by contradicting itself. */
    record Gone(String name, String href, Moment at) {}

    static ClusterHead of(Cluster cluster, Optional<Hold> hold, List<ClusterList.Rejected> rejected, Instant now) {
        return new ClusterHead(
                cluster.id(),
                Visible.text(cluster.title()),
                cluster.closedAt().isEmpty(),
                sentence(cluster),
                Outcomes.number(cluster.hosts()),
                "/hosts?cluster=" + cluster.id(),
                Moment.of(cluster.firstSeen(), now),
                Moment.of(cluster.lastSeen(), now),
                moment(cluster.closedAt(), now),
                moment(cluster.bootedFrom(), now),
                moment(cluster.bootedUntil().filter(until -> apart(cluster, until)), now),
                cluster.graveFlags().stream().map(ClusterRow::words).toList(),
                String.join("; ", cluster.graveFlags().stream().map(Grave::text).toList()),
                hold.map(h -> new Held(
                                Visible.text(h.owner()),
                                Visible.text(h.note()),
                                Moment.of(h.at(), now),
                                Visible.text(h.by())))
                        .orElse(null),
                rejected.stream()
                        .map(r -> new Gone(Visible.text(r.name()), "/hosts/" + r.host(), Moment.of(r.at(), now)))
                        .toList());
    }

    private static String sentence(Cluster cluster) {
        if (cluster.closedAt().isPresent()) {
            return "Closed: no host boots this any more. The same drift later is another cluster.";
        }
        String who = cluster.hosts() == 1 ? "One host" : Outcomes.number(cluster.hosts()) + " hosts";
        String what = cluster.bootedFrom().isPresent()
                ? " booted the same thing, and it is not approved."
                : " drifted without a boot: what they run was approved, and is no more.";
        return who + what;
    }

    /** Within a minute it is one moment to people. */
    private static boolean apart(Cluster cluster, Instant until) {
        return cluster.bootedFrom()
                .filter(from -> Duration.between(from, until).toMinutes() >= 1)
                .isPresent();
    }

    private static @Nullable Moment moment(Optional<Instant> at, Instant now) {
        return at.map(a -> Moment.of(a, now)).orElse(null);
    }
}
