package dev.touchstone.server.dashboard.host;

import dev.touchstone.server.attestation.AttestationRecord;
import dev.touchstone.server.attestation.RejectedSubmissions;
import dev.touchstone.server.dashboard.frame.Moment;
import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.VerdictHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What happened to a host, as seen at one moment. */
final class History {

    private final Instant now;

    History(Instant now) {
        this.now = now;
    }

    /** A change of verdict and its cause. */
    record Change(Moment at, EffectiveVerdict from, EffectiveVerdict to, String cause, String detail) {}

    /** One piece of evidence. */
    record Evidence(Moment at, EffectiveVerdict verdict, String kind, String boot, String summary, String id) {}

    /** Submissions under the host's id that its key did not sign. */
    record Rejected(String code, String count, Moment last, String source, String detail) {}

    /** The changes recorded and, on top, the one that the mere passing of time has made. */
    List<Change> changes(HostRecord host, List<VerdictHistory.Transition> recorded) {
        List<Change> changes = new ArrayList<>();
        if (EffectiveVerdict.of(host, now) == EffectiveVerdict.STALE) {
            changes.add(new Change(
                    Moment.of(host.evidenceValidUntil().orElse(now), now),
                    EffectiveVerdict.valueOf(host.verdict().name()),
                    EffectiveVerdict.STALE,
                    "time",
                    "no newer evidence came"));
        }
        recorded.forEach(t -> changes.add(new Change(
                Moment.of(t.at(), now),
                EffectiveVerdict.valueOf(t.from()),
                EffectiveVerdict.valueOf(t.to()),
                t.cause(),
                t.detail())));
        return changes;
    }

    List<Evidence> attestations(List<AttestationRecord> stored) {
        return stored.stream().map(this::evidence).toList();
    }

    private Evidence evidence(AttestationRecord stored) {
        return new Evidence(
                Moment.of(stored.receivedAt(), now),
                EffectiveVerdict.valueOf(stored.verdict().name()),
                stored.kind().replace('-', ' '),
                stored.resetCount() + "." + stored.restartCount(),
                stored.reasons().isEmpty() ? "" : stored.reasons().getFirst().summary(),
                stored.id().toString());
    }

    List<Rejected> rejected(List<RejectedSubmissions.Refused> refused) {
        return refused.stream()
                .map(r -> new Rejected(
                        r.code(),
                        "%,d".formatted(r.count()),
                        Moment.of(r.lastAt(), now),
                        r.lastSource(),
                        r.lastDetail()))
                .toList();
    }
}
