package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.appraisal.Verdict;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.reference.Divergence;
import dev.touchstone.reference.Golden;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.server.host.HostReappraisal;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.Hosts;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.reference.FleetEvidence.Finding;
import dev.touchstone.server.reference.GoldenSets;
import dev.touchstone.server.reference.HostGolden;
import dev.touchstone.server.reference.InForce;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Appraises hosts again by what is golden now, each in a transaction of its own, and writes what changed. */
@Service
class Reappraisals {

    private final Hosts hosts;
    private final GoldenSets golden;
    private final HostReappraisal hostReappraisal;
    private final Judgements judgements;
    private final ReappraisedResults results;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Reappraisals(
            Hosts hosts,
            GoldenSets golden,
            HostReappraisal hostReappraisal,
            Judgements judgements,
            ReappraisedResults results,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.hosts = hosts;
        this.golden = golden;
        this.hostReappraisal = hostReappraisal;
        this.judgements = judgements;
        this.results = results;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Appraises one host again.
     *
     * @param inForce what was golden a moment ago: a host to which that changes nothing is not locked
     * @return whether something changed
     */
    boolean appraise(StoredHostBoot boot, InForce inForce) {
        try {
            return changes(boot, boot.by(inForce)) && write(boot);
        } catch (Refusal _) {
            // Its evidence does not hold any more, which is for the next to show: its verdict stays.
            return false;
        }
    }

    private boolean write(StoredHostBoot boot) {
        // Replayed before the host is locked, with its IMA list: nobody is to wait for that.
        Optional<ReplayedBoot> replayed = boot.boot();
        return Boolean.TRUE.equals(
                transaction.execute(_ -> hosts.lock(boot.host().id())
                        .filter(locked -> isStillOf(boot, locked))
                        .map(locked -> write(boot, locked, replayed))
                        .orElse(false)));
    }

    private static boolean changes(StoredHostBoot boot, Finding finding) {
        return switch (finding) {
            case Finding.Unfit _ -> false;
            case Finding.Appraised(Appraisal appraisal, Golden _) ->
                changes(boot.evidence().orElseThrow(), boot.host(), appraisal);
        };
    }

    private static boolean changes(StoredEvidence stored, HostRecord host, Appraisal appraisal) {
        Optional<Bytes> fingerprint = appraisal.divergence().map(Divergence::fingerprint);
        return host.verdict() != appraisal.verdict()
                || stored.verdict() != appraisal.verdict()
                || !stored.fingerprint().equals(fingerprint)
                || !stored.matched().equals(appraisal.versions());
    }

    /** Newer evidence wins, and so does whoever revoked, re-enrolled or condemned the host meanwhile. */
    private static boolean isStillOf(StoredHostBoot boot, HostRecord locked) {
        HostRecord read = boot.host();
        return locked.state().admitted()
                && locked.lastAttestation().equals(read.lastAttestation())
                && locked.akName().equals(read.akName())
                && locked.verdict() != Verdict.REJECTED
                && !locked.rolledBack();
    }

    /** What is in force is asked again under the lock: intake does the same, and the two must not disagree. */
    private boolean write(StoredHostBoot boot, HostRecord host, Optional<ReplayedBoot> replayed) {
        HostGolden by = golden.of(host);
        Appraisal appraisal = boot.appraise(by.golden());
        StoredEvidence stored = boot.evidence().orElseThrow();
        if (!changes(stored, host, appraisal)) {
            return false;
        }
        Instant now = clock.instant();
        hostReappraisal.apply(host, found(stored, appraisal), now);
        String result = results.sign(host, stored, boot.quote(stored), appraisal, by, now);
        judgements.rewrite(stored, appraisal, by, result, now);
        events.publishEvent(new HostAppraised(host, stored.attestation(), replayed, stored.carried(), appraisal, now));
        return true;
    }

    private static HostReappraisal.Found found(StoredEvidence stored, Appraisal appraisal) {
        String detail = appraisal.verdict() == Verdict.TRUSTED
                ? ""
                : appraisal.reasons().getFirst().summary();
        return new HostReappraisal.Found(stored.attestation(), appraisal.verdict(), appraisal.versions(), detail);
    }
}
