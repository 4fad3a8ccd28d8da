package dev.touchstone.server.reference;

import dev.touchstone.server.access.ApprovalProperties;
import dev.touchstone.server.access.Caller;
import dev.touchstone.server.access.PersonSignIn;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes proposed versions golden. Author ≠ approver, which the database holds as well; the exemptions are named there:
 * before anyone has signed in the bootstrap token may, and where one approver is set to be enough.
 */
@Service
class Approvals {

    private final JdbcClient jdbc;
    private final ReferenceSets sets;
    private final GoldenSets golden;
    private final ComponentJson components;
    private final ApprovalProperties settings;
    private final PersonSignIn persons;
    private final AuditLog audit;
    private final Clock clock;

    Approvals(
            JdbcClient jdbc,
            ReferenceSets sets,
            GoldenSets golden,
            ComponentJson components,
            ApprovalProperties settings,
            PersonSignIn persons,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.sets = sets;
        this.golden = golden;
        this.components = components;
        this.settings = settings;
        this.persons = persons;
        this.audit = audit;
        this.clock = clock;
    }

    /** Approves; one approval at a time, so that two cannot slip conflicting sets past each other. */
    @Transactional
    public ReferenceVersion approve(ReferenceVersionId id, Caller caller) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('touchstone.approvals'))")
                .query((_, _) -> true)
                .single();
        ReferenceVersion version = sets.find(id);
        Optional<String> exemption = exemption(caller);
        if (exemption.isEmpty() && caller.name().equals(version.author())) {
            throw new Refusal(403, "approver-is-author", "Somebody else than its author must approve a version.");
        }
        requireNoConflict(version);
        Instant now = clock.instant();
        if (!version.advance(VersionState.PROPOSED, VersionState.APPROVED, now)) {
            throw new Refusal(
                    409,
                    "reference-state",
                    "Version " + id + " is " + version.state().word() + ", not proposed.");
        }
        jdbc.sql("""
                insert into reference_approval (set_name, number, approver, author, content_sha256, exemption, at)
                values (:set, :number, :approver, :author, :content, :exemption, :at)""")
                .param("set", id.setName())
                .param("number", id.number())
                .param("approver", caller.name())
                .param("author", version.author())
                .param("content", version.contentSha256().toArray())
                .param("exemption", exemption.orElse(null))
                .param("at", now.atOffset(ZoneOffset.UTC))
                .update();
        audit.record(caller.name(), "reference.approve", "reference-set/" + id, null, ReferenceSets.told(version));
        return version;
    }

    /** Why this caller may approve what it wrote itself; refused if it may not approve at all. */
    private Optional<String> exemption(Caller caller) {
        if (settings.required() == 1) {
            return Optional.of("single-approver");
        }
        if (caller.bootstrap() && !persons.everHappened()) {
            return Optional.of("bootstrap");
        }
        if (!caller.person()) {
            throw new Refusal(403, "approval-needs-person", "While two people are required, no token can approve.");
        }
        return Optional.empty();
    }

    /** Two sets that can select one host must not own the same component. */
    private void requireNoConflict(ReferenceVersion version) {
        Set<Integer> owned = new TreeSet<>();
        components.views(version.components()).forEach(c -> owned.add(c.number()));
        for (GoldenSet other : golden.approved()) {
            boolean same = other.reference().name().equals(version.id().setName());
            if (!same && Selectors.overlap(version.selector(), other.reference().selector())) {
                other.reference().components().stream()
                        .filter(c -> owned.contains(c.number()))
                        .findFirst()
                        .ifPresent(c -> {
                            throw new Refusal(
                                    409,
                                    "reference-conflict",
                                    "Component " + c.id() + " is owned by " + other.id()
                                            + ", which can select the same hosts.");
                        });
            }
        }
    }
}
