package dev.touchstone.server.dashboard.audit;

import dev.touchstone.server.attestation.AttestationRecord;
import dev.touchstone.server.attestation.ReasonView;
import dev.touchstone.server.change.Changes;
import dev.touchstone.server.dashboard.access.Stamp;
import dev.touchstone.server.host.VerdictHistory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stood of a host at a moment, and on whose word.
 *
 * @param verdict the verdict of the last change before it, or of the evidence
 * @param stale whether the evidence no longer counted by then
 * @param cause why the verdict had become that
 */
record HostAnswer(
        String verdict,
        boolean stale,
        String cause,
        @Nullable Stamp since,
        @Nullable Stamp received,
        @Nullable Stamp validUntil,
        String attestation,
        List<String> reasons,
        List<SetVersion> sets) {

    /** A version of a set the host was judged by, who proposed it and who approved it. */
    record SetVersion(String name, List<Approval> approvals) {}

    /** An approved change. */
    record Approval(
            String title,
            String author,
            String proposer,
            String approvers,
            @Nullable Stamp at) {}

    static HostAnswer of(
            Optional<AttestationRecord> evidence,
            Optional<VerdictHistory.Transition> change,
            List<SetVersion> sets,
            Instant at) {
        return new HostAnswer(
                change.map(VerdictHistory.Transition::to)
                        .or(() -> evidence.map(e -> e.verdict().name()))
                        .orElse("PENDING"),
                evidence.filter(e -> at.isAfter(e.validUntil())).isPresent(),
                change.map(c -> c.cause() + (c.detail().isEmpty() ? "" : ": " + c.detail()))
                        .orElse(""),
                change.map(c -> Stamp.of(c.at())).orElse(null),
                evidence.map(e -> Stamp.of(e.receivedAt())).orElse(null),
                evidence.map(e -> Stamp.of(e.validUntil())).orElse(null),
                evidence.map(e -> e.id().toString()).orElse(""),
                evidence.map(e -> e.reasons().stream().map(ReasonView::summary).toList())
                        .orElse(List.of()),
                sets);
    }

    static Approval approval(Changes.Decision decision) {
        var change = decision.change();
        return new Approval(
                change.content().title(),
                change.author(),
                change.proposer().orElse(""),
                String.join(", ", decision.approvers()),
                change.decidedAt().map(Stamp::of).orElse(null));
    }
}
