package dev.touchstone.server.drift;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.server.attestation.HostAppraised;
import dev.touchstone.server.host.HighWater;
import dev.touchstone.server.host.HostRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps clusters as verdicts arrive, in the transaction of the evidence and under its host's lock. A host that stays
 * TRUSTED costs nothing, one that stays as it drifted one look-up.
 */
@Component
class DriftWatch {

    private final Members members;
    private final Clusters clusters;
    private final Conditions conditions;
    private final AnnouncedBoots announced;
    private final Alerts alerts;

    DriftWatch(Members members, Clusters clusters, Conditions conditions, AnnouncedBoots announced, Alerts alerts) {
        this.members = members;
        this.clusters = clusters;
        this.conditions = conditions;
        this.announced = announced;
        this.alerts = alerts;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(HostAppraised event) {
        switch (event.appraisal().verdict()) {
            case TRUSTED -> trusted(event);
            case PENDING -> leave(event);
            case REJECTED -> rejected(event);
            case DRIFTED -> drifted(event);
        }
    }

    /** What turned TRUSTED left its cluster then. */
    private void trusted(HostAppraised event) {
        if (event.before().verdict() != Verdict.TRUSTED) {
            leave(event);
        }
    }

    private Optional<Long> leave(HostAppraised event) {
        Optional<Long> left = members.remove(event.before().id());
        left.ifPresent(cluster -> clusters.closeIfEmpty(cluster, event.at()));
        return left;
    }

    private void rejected(HostAppraised event) {
        HostRecord host = event.before();
        leave(event).ifPresent(cluster -> clusters.warn(cluster, host.id(), event.at()));
        if (host.state().admitted() && host.verdict() != Verdict.REJECTED) {
            alerts.rejected(host, event.appraisal().reasons().getFirst().summary(), event.at());
        }
    }

    /** A host nobody has admitted makes no noise: anybody could have as many of those as they like. */
    private void drifted(HostAppraised event) {
        if (!event.before().state().admitted()) {
            leave(event);
            return;
        }
        Optional<Members.Membership> was = members.find(event.before().id());
        Drift drift = Drift.of(event.appraisal());
        boolean stays =
                was.filter(m -> m.fingerprint().equals(drift.fingerprint())).isPresent();
        if (!stays || isNewBoot(event)) {
            join(event, drift, stays ? was : Optional.empty());
            was.filter(_ -> !stays).ifPresent(m -> clusters.closeIfEmpty(m.cluster(), event.at()));
        }
    }

    private void join(HostAppraised event, Drift drift, Optional<Members.Membership> stayed) {
        HostRecord host = event.before();
        Condition condition = conditions.of(event);
        List<String> versions = condition.grave().isEmpty() ? announced.of(event) : List.of();
        long cluster = clusters.open(drift, event.at());
        members.put(
                cluster,
                new Members.Joining(
                        host.id(),
                        event.attestation(),
                        stayed.map(Members.Membership::since).orElse(event.at()),
                        bootSeen(event),
                        condition,
                        versions));
        if (versions.isEmpty()) {
            clusters.note(cluster, host.id(), event.at());
        }
    }

    private static @Nullable Instant bootSeen(HostAppraised event) {
        return isNewBoot(event) ? event.at() : null;
    }

    /** Whether the boot is another than the host was last seen with; a grave change may hide in one. */
    private static boolean isNewBoot(HostAppraised event) {
        Optional<HighWater> now = event.boot().map(b -> HighWater.of(b.quote().clockInfo()));
        Optional<HighWater> before = event.before().highWater();
        return now.filter(n -> before.filter(b -> sameBoot(b, n)).isEmpty()).isPresent();
    }

    private static boolean sameBoot(HighWater one, HighWater other) {
        return one.resetCount() == other.resetCount() && one.restartCount() == other.restartCount();
    }
}
