package dev.touchstone.server.reference;

import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.change.ChangeKind;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** {@code reference-retirement}: an approved version goes out of force, at once or from a date on. */
@Component
class RetirementChange implements ChangeKind<RetirementChange.Retirement> {

    static final String NAME = "reference-retirement";

    /**
     * Which version, and when.
     *
     * @param retiresAt from when on it is not golden; at approval if absent or past by then
     */
    record Retirement(String name, int version, @Nullable Instant retiresAt) {

        ReferenceVersionId id() {
            return new ReferenceVersionId(name, version);
        }
    }

    private final ReferenceVersions versions;
    private final ApplicationEventPublisher events;
    private final AuditLog audit;
    private final Clock clock;

    RetirementChange(ReferenceVersions versions, ApplicationEventPublisher events, AuditLog audit, Clock clock) {
        this.versions = versions;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Retirement> payload() {
        return Retirement.class;
    }

    @Override
    public Retirement checked(Retirement wanted) {
        versions.require(wanted.id(), VersionState.APPROVED);
        return wanted;
    }

    @Override
    public String subject(Retirement wanted) {
        return wanted.id().toString();
    }

    @Override
    public Object before(Retirement wanted) {
        return ReferenceSets.told(versions.find(wanted.id()));
    }

    @Override
    public void apply(Retirement wanted, Approved approved) {
        Instant at = wanted.retiresAt() == null ? clock.instant() : wanted.retiresAt();
        retire(versions.require(wanted.id(), VersionState.APPROVED), at, approved.by());
    }

    void retire(ReferenceVersion version, Instant at, String actor) {
        Map<String, Object> before = ReferenceSets.told(version);
        versions.retire(version, at);
        events.publishEvent(new GoldenChanged(version.id() + " retired", actor));
        audit.record(actor, "reference.retire", "reference-set/" + version.id(), before, ReferenceSets.told(version));
    }
}
