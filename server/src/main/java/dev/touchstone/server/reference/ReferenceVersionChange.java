package dev.touchstone.server.reference;

import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.change.ChangeKind;
import dev.touchstone.server.json.HexBytes;
import dev.touchstone.server.problem.Refusal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** {@code reference-version}: a drafted version becomes golden. */
@Component
class ReferenceVersionChange implements ChangeKind<ReferenceVersionChange.Golden> {

    static final String NAME = "reference-version";

    /**
     * Which version.
     *
     * @param contentSha256 the digest of its content; filled in if absent, and else compared
     */
    record Golden(String name, int version, @Nullable HexBytes contentSha256) {

        ReferenceVersionId id() {
            return new ReferenceVersionId(name, version);
        }
    }

    private final ReferenceVersions versions;
    private final SetConflicts conflicts;
    private final HostValues values;
    private final ApplicationEventPublisher events;
    private final AuditLog audit;

    ReferenceVersionChange(
            ReferenceVersions versions,
            SetConflicts conflicts,
            HostValues values,
            ApplicationEventPublisher events,
            AuditLog audit) {
        this.versions = versions;
        this.conflicts = conflicts;
        this.values = values;
        this.events = events;
        this.audit = audit;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Golden> payload() {
        return Golden.class;
    }

    @Override
    public Golden checked(Golden wanted) {
        ReferenceVersion version = versions.require(wanted.id(), VersionState.DRAFT);
        HexBytes content = new HexBytes(version.contentSha256());
        if (wanted.contentSha256() != null && !wanted.contentSha256().equals(content)) {
            throw new Refusal(412, "change-stale", "The version has other content than you name.");
        }
        return new Golden(wanted.name(), wanted.version(), content);
    }

    @Override
    public String subject(Golden wanted) {
        return wanted.id().toString();
    }

    @Override
    public Optional<String> author(Golden wanted) {
        return Optional.of(versions.find(wanted.id()).author());
    }

    @Override
    public Object after(Golden wanted) {
        ReferenceVersion version = versions.find(wanted.id());
        return Map.of(
                "selector", version.selector(),
                "provenance", version.provenance(),
                "contentSha256", version.contentSha256().toHex());
    }

    @Override
    public void proposed(Golden wanted, String actor) {
        advance(wanted, VersionState.DRAFT, VersionState.PROPOSED, "reference.propose", actor);
    }

    @Override
    public void requirePossible(Golden wanted) {
        conflicts.requireNone(versions.require(wanted.id(), VersionState.PROPOSED));
    }

    @Override
    public void apply(Golden wanted, Approved approved) {
        advance(wanted, VersionState.PROPOSED, VersionState.APPROVED, "reference.approve", approved.by());
        values.acceptProposed(wanted.id(), approved.by(), approved.at());
        events.publishEvent(new GoldenChanged(wanted.id() + " approved", approved.by()));
    }

    @Override
    public void dropped(Golden wanted, String actor) {
        advance(wanted, VersionState.PROPOSED, VersionState.DRAFT, "reference.drop", actor);
    }

    private void advance(Golden wanted, VersionState from, VersionState to, String action, String actor) {
        ReferenceVersion version = versions.require(wanted.id(), from);
        Map<String, Object> before = ReferenceSets.told(version);
        versions.advance(version, from, to);
        audit.record(actor, action, "reference-set/" + version.id(), before, ReferenceSets.told(version));
    }
}
