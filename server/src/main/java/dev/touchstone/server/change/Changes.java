package dev.touchstone.server.change;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.access.Scope;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.change.ChangeKinds.Bound;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Drafts, proposes, withdraws and rejects changes; approving is {@link ChangeApprovals}' part. Each step is audited.
 */
@Service
public class Changes {

    private final ChangeRows rows;
    private final ChangeKinds kinds;
    private final ChangeContents contents;
    private final ApprovalRight right;
    private final AuditLog audit;
    private final Clock clock;

    Changes(
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

    /** What somebody wants changed. */
    public record Wanted(String kind, String title, Object payload, Change.Window window) {

        /** With effects expected at any time. */
        public Wanted(String kind, String title, Object payload) {
            this(kind, title, payload, new Change.Window(Optional.empty(), Optional.empty()));
        }
    }

    /** Drafts a change. */
    @Transactional
    public Change draft(Wanted wanted, Caller caller) {
        rows.lock();
        Bound<?> bound = kinds.bind(wanted.kind(), contents.tree(wanted.payload()));
        requireScope(bound, caller);
        Bound<?> checked = bound.checked();
        var content = new Change.Content(
                wanted.kind(),
                wanted.title(),
                contents.tree(checked.payload()),
                contents.tree(checked.before()),
                stored(wanted.window()));
        Change change = new Change(
                UUID.randomUUID(),
                checked.subject(),
                content,
                contents.digest(content),
                checked.author().orElse(caller.name()),
                Optional.empty(),
                ChangeState.DRAFT,
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
        rows.insert(change);
        return audited(caller, "change.draft", null, change.id());
    }

    /** Offers a draft for approval. */
    @Transactional
    public Change propose(UUID id, Caller caller) {
        rows.lock();
        Change change = require(id, ChangeState.DRAFT);
        Bound<?> bound = kinds.of(change);
        requireScope(bound, caller);
        String kind = change.content().kind();
        if (rows.proposed(kind, change.subject()).isPresent()) {
            throw new Refusal(409, "change-pending", "Another change of " + change.subject() + " is proposed already.");
        }
        bound.proposed(caller.name());
        rows.propose(id, caller.responsible(), clock.instant());
        return audited(caller, "change.propose", change, id);
    }

    /** Drafts and proposes at once. */
    @Transactional
    public Change proposeNew(Wanted wanted, Caller caller) {
        return propose(draft(wanted, caller).id(), caller);
    }

    /**
     * Turns a proposal down: a person who could approve it, its author too.
     *
     * @param reason why, for whoever proposed it; null if nothing is said
     */
    @Transactional
    public Change reject(UUID id, @Nullable String reason, Caller caller) {
        rows.lock();
        Change change = require(id, ChangeState.PROPOSED);
        right.require(caller);
        return drop(change, ChangeState.REJECTED, DecisionReason.of(reason), caller);
    }

    /** Takes a change back: its author, its proposer or an administrator. */
    @Transactional
    public Change withdraw(UUID id, Caller caller) {
        rows.lock();
        Change change = find(id);
        if (change.state() == ChangeState.APPROVED || change.state() == ChangeState.REJECTED) {
            throw wrongState(change);
        }
        boolean own = change.author().equals(caller.name())
                || change.proposer().filter(caller.name()::equals).isPresent();
        if (!own && !caller.may(Scope.ADMIN)) {
            throw new Refusal(403, "change-of-others", "Whoever drafted or proposed a change withdraws it.");
        }
        return drop(change, ChangeState.WITHDRAWN, Optional.empty(), caller);
    }

    private Change drop(Change change, ChangeState state, Optional<String> reason, Caller caller) {
        if (change.state() == state) {
            throw wrongState(change);
        }
        rows.decide(change.id(), state, caller.name(), reason.orElse(null), clock.instant());
        if (change.state() == ChangeState.PROPOSED) {
            kinds.of(change).dropped(caller.name());
        }
        return audited(
                caller, state == ChangeState.REJECTED ? "change.reject" : "change.withdraw", change, change.id());
    }

    /** A change that was approved, and by whom. */
    public record Decision(Change change, List<String> approvers) {}

    /** The approved changes of one subject, the first one first. */
    @Transactional(readOnly = true)
    public List<Decision> approved(String subject) {
        return rows.approved(subject).stream()
                .map(change -> new Decision(
                        change,
                        rows.approvals(change.id()).stream()
                                .map(Approval::approver)
                                .toList()))
                .toList();
    }

    @Transactional(readOnly = true)
    public Change find(UUID id) {
        return rows.find(id).orElseThrow(() -> Refusal.notFound("There is no such change."));
    }

    /** The change of this kind and subject that waits for approval. */
    public Optional<Change> proposed(String kind, String subject) {
        return rows.proposed(kind, subject);
    }

    /** The newest of this kind and subject, wherever it stands. */
    public Optional<Change> latest(String kind, String subject) {
        return rows.latest(kind, subject);
    }

    /** Whether this change is the caller's own, who then approves it only by an exemption. */
    public static boolean isOwn(Change change, Caller caller) {
        List<String> self = List.of(caller.name(), caller.responsible());
        return self.contains(change.author())
                || change.proposer().filter(self::contains).isPresent();
    }

    /** Proposals that this person has approved already, while it takes more. */
    public List<UUID> approvedBy(String person) {
        return rows.approvedBy(person);
    }

    /** The newest first, after the one named. */
    public List<Change> list(@Nullable ChangeState state, @Nullable UUID after, int limit) {
        return rows.list(state, after, limit);
    }

    private Change require(UUID id, ChangeState state) {
        Change change = find(id);
        if (change.state() != state) {
            throw wrongState(change);
        }
        return change;
    }

    static Refusal wrongState(Change change) {
        return new Refusal(
                409, "change-state", "The change is " + change.state().word() + " and does not move on so.");
    }

    private static void requireScope(Bound<?> bound, Caller caller) {
        if (!caller.may(bound.kind().scope())) {
            throw new Refusal(
                    403,
                    "forbidden",
                    "Such a change takes the scope " + bound.kind().scope().word() + ".");
        }
    }

    /** As the database keeps it, which has no nanoseconds: the digest must come out the same again. */
    private static Change.Window stored(Change.Window window) {
        Optional<Instant> from = window.from().map(at -> at.truncatedTo(ChronoUnit.MICROS));
        Optional<Instant> until = window.until().map(at -> at.truncatedTo(ChronoUnit.MICROS));
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            throw new Refusal(422, "window-invalid", "expectedFrom lies before expectedUntil.");
        }
        return new Change.Window(from, until);
    }

    private Change audited(Caller caller, String action, @Nullable Change before, UUID id) {
        Change after = find(id);
        audit.record(caller.name(), action, "change/" + id, before == null ? null : told(before), told(after));
        return after;
    }

    static Map<String, Object> told(Change change) {
        return Map.of(
                "kind", change.content().kind(),
                "subject", change.subject(),
                "state", change.state().word(),
                "contentSha256", change.contentSha256().toHex());
    }
}
