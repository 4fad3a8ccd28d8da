package dev.touchstone.server.change;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.change.ChangeKinds.Bound;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Approves changes. Author ≠ approver, and as many approvers as the rule asks for; the database holds the same. The
 * last approval needed applies the change, in its own transaction: both are there or neither.
 */
@Service
public class ChangeApprovals {

    private final ChangeRows rows;
    private final ChangeKinds kinds;
    private final ChangeContents contents;
    private final ApprovalRight right;
    private final AuditLog audit;
    private final Clock clock;

    ChangeApprovals(
            ChangeRows rows,
            ChangeKinds kinds,
            ChangeContents contents,
            ApprovalRight right,
            AuditLog audit,
            Clock clock) {
        this.rows = rows;
        this.kinds = kinds;
        this.contents = contents;
        this.right = right;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Approves what was shown.
     *
     * @param shown the entity tag of what the approver saw; empty where another check holds the approver to it
     * @param said why; null if nothing is said
     * @return the change as it stands now: approved, or still proposed if it takes more approvals
     */
    @Transactional
    public Change approve(UUID id, Optional<String> shown, @Nullable String said, Caller caller) {
        Optional<String> reason = DecisionReason.of(said);
        rows.lock();
        Change change = rows.find(id).orElseThrow(() -> Refusal.notFound("There is no such change."));
        Optional<String> exemption = right.require(caller);
        if (exemption.isEmpty()) {
            requireOther(change, caller);
        }
        if (shown.filter(tag -> !tag.equals(change.entityTag())).isPresent()) {
            throw new Refusal(412, "change-stale", "The change is not what you were shown: read it again.");
        }
        if (change.state() != ChangeState.PROPOSED) {
            throw Changes.wrongState(change);
        }
        Bound<?> bound = kinds.of(change);
        requireCurrent(change, bound);
        bound.requirePossible();
        Instant now = clock.instant();
        return approve(
                change, bound, new Approval(caller.name(), now, exemption.orElse(null), reason.orElse(null)), caller);
    }

    private Change approve(Change change, Bound<?> bound, Approval approval, Caller caller) {
        Instant now = approval.at();
        rows.approve(change, approval);
        boolean enough =
                approval.exemption() != null || rows.approvals(change.id()).size() >= right.approvals();
        if (enough) {
            rows.decide(change.id(), ChangeState.APPROVED, caller.name(), null, now);
            bound.apply(new ChangeKind.Approved(change.id(), caller.name(), now));
        }
        Change after = rows.find(change.id()).orElseThrow();
        audit.record(
                caller.name(), "change.approve", "change/" + change.id(), Changes.told(change), Changes.told(after));
        return after;
    }

    private void requireOther(Change change, Caller caller) {
        boolean own = change.author().equals(caller.name())
                || change.proposer().filter(caller.name()::equals).isPresent();
        if (own) {
            throw new Refusal(403, "approver-is-author", "Somebody else than its author must approve it.");
        }
        if (rows.approvals(change.id()).stream().anyMatch(a -> a.approver().equals(caller.name()))) {
            throw new Refusal(409, "approved-already", "You have approved it; it takes another person.");
        }
    }

    /** What the change would alter is still what was shown. */
    private void requireCurrent(Change change, Bound<?> bound) {
        Change.Content shown = change.content();
        var now = new Change.Content(
                shown.kind(), shown.title(), shown.payload(), contents.tree(bound.before()), shown.window());
        if (!contents.digest(now).equals(change.contentSha256())) {
            throw new Refusal(
                    409, "change-outdated", "What it would change is no longer as it was shown: propose it anew.");
        }
    }
}
