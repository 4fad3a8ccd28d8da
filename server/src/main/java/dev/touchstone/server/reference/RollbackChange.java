package dev.touchstone.server.reference;

import dev.touchstone.server.change.ChangeKind;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code reference-rollback}: the newest version in force of a set goes, and the ones before it remain. */
@Component
class RollbackChange implements ChangeKind<RollbackChange.Rollback> {

    /**
     * Which set.
     *
     * @param version the newest version in force; filled in if absent, and else compared
     */
    record Rollback(String name, @Nullable Integer version) {}

    private final ReferenceVersions versions;
    private final RetirementChange retirement;
    private final Clock clock;

    RollbackChange(ReferenceVersions versions, RetirementChange retirement, Clock clock) {
        this.versions = versions;
        this.retirement = retirement;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "reference-rollback";
    }

    @Override
    public Class<Rollback> payload() {
        return Rollback.class;
    }

    @Override
    public Rollback checked(Rollback wanted) {
        int newest = newest(wanted).id().number();
        if (wanted.version() != null && wanted.version() != newest) {
            throw new Refusal(412, "change-stale", "Version " + newest + " is the newest in force.");
        }
        return new Rollback(wanted.name(), newest);
    }

    @Override
    public String subject(Rollback wanted) {
        return wanted.name();
    }

    @Override
    public Object before(Rollback wanted) {
        return versions.inForce(wanted.name()).stream()
                .map(v -> v.id().number())
                .toList();
    }

    @Override
    public Object after(Rollback wanted) {
        return versions.inForce(wanted.name()).stream()
                .map(v -> v.id().number())
                .filter(n -> !n.equals(wanted.version()))
                .toList();
    }

    @Override
    public void requirePossible(Rollback wanted) {
        newest(wanted);
    }

    @Override
    public void apply(Rollback wanted, Approved approved) {
        retirement.retire(newest(wanted), clock.instant(), approved.by());
    }

    private ReferenceVersion newest(Rollback wanted) {
        List<ReferenceVersion> inForce = versions.inForce(wanted.name());
        if (inForce.size() < 2) {
            throw new Refusal(409, "nothing-to-roll-back-to", "No older version of " + wanted.name() + " is in force.");
        }
        return inForce.getFirst();
    }
}
