package dev.touchstone.server.reference;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.change.ApprovalRight;
import dev.touchstone.server.change.Change;
import dev.touchstone.server.change.ChangeApprovals;
import dev.touchstone.server.change.Changes;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The steps of a version that take two people, each a change of its own. */
@Service
public class Approvals {

    private final Changes changes;
    private final ChangeApprovals approvals;
    private final ApprovalRight right;
    private final ReferenceVersions versions;
    private final RetirementChange retirement;
    private final Clock clock;

    Approvals(
            Changes changes,
            ChangeApprovals approvals,
            ApprovalRight right,
            ReferenceVersions versions,
            RetirementChange retirement,
            Clock clock) {
        this.changes = changes;
        this.approvals = approvals;
        this.right = right;
        this.versions = versions;
        this.retirement = retirement;
        this.clock = clock;
    }

    /** Offers a draft for approval. */
    @Transactional
    public ReferenceVersion propose(ReferenceVersionId id, Caller caller) {
        var wanted = new ReferenceVersionChange.Golden(id.setName(), id.number(), null);
        changes.proposeNew(new Changes.Wanted(ReferenceVersionChange.NAME, "Make " + id + " golden", wanted), caller);
        return versions.find(id);
    }

    /**
     * Approves a version.
     *
     * @param shown the entity tag of the version as the approver saw it, if the request says
     */
    @Transactional
    public ReferenceVersion approve(ReferenceVersionId id, Optional<String> shown, Caller caller) {
        Optional<Change> change = changes.proposed(ReferenceVersionChange.NAME, id.toString());
        if (shown.isPresent() && !shown.get().equals(versions.find(id).entityTag())) {
            throw new Refusal(412, "change-stale", "The version is not what you were shown: read it again.");
        }
        if (change.isEmpty()) {
            throw notProposed(versions.find(id));
        }
        approvals.approve(change.get().id(), Optional.empty(), null, caller);
        return versions.find(id);
    }

    /**
     * Takes a version out of force. One person may where that only makes judgement stricter; where hosts would be
     * judged by less than before, it becomes a proposal.
     *
     * @return the change that now waits for approval; empty if the version is retired
     */
    @Transactional
    public Optional<Change> retire(ReferenceVersionId id, Caller caller) {
        ReferenceVersion version = versions.require(id, VersionState.APPROVED);
        if (right.isExempt(caller) || othersJudgeAsMuch(version)) {
            retirement.retire(version, clock.instant(), caller.name());
            return Optional.empty();
        }
        var wanted = new RetirementChange.Retirement(id.setName(), id.number(), null);
        return Optional.of(
                changes.proposeNew(new Changes.Wanted(RetirementChange.NAME, "Retire " + id, wanted), caller));
    }

    /** Whether another version in force selects all the hosts this one does, and owns all its components. */
    private boolean othersJudgeAsMuch(ReferenceVersion version) {
        List<Integer> owned = versions.components(version);
        return versions.inForce(version.id().setName()).stream()
                .filter(other -> !other.id().equals(version.id()) && other.retiresAt() == null)
                .anyMatch(other -> version.selector()
                                .entrySet()
                                .containsAll(other.selector().entrySet())
                        && versions.components(other).containsAll(owned));
    }

    private Refusal notProposed(ReferenceVersion version) {
        return new Refusal(
                409,
                "reference-state",
                "Version " + version.id() + " is "
                        + version.stateAt(clock.instant()).word() + ", not proposed.");
    }
}
